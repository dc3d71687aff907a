package dev.darkroom.protocol;

/**
 * Tells that bytes are about to be kept that no row refers to yet: should the sender die before a
 * row does, the collector finds them.
 */
public record ExpectBlob(BlobRef blob) implements BusMessage {
  public static final Address<ExpectBlob, Done> ADDRESS =
      Address.of("asset.expect", ExpectBlob.class, Done.class).onThisNode();
}
