package dev.darkroom.protocol;

/** Deletes every derived version that was made with a transformation. */
public record DropDerived(long environmentId, String transformation) implements BusMessage {
  public static final Address<DropDerived, DroppedDerived> ADDRESS =
      Address.of("asset.drop-derived", DropDerived.class, DroppedDerived.class)
          .onThisNode()
          .atLength();
}
