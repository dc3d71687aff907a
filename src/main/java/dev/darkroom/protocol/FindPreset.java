package dev.darkroom.protocol;

/** Asks for an upload preset by its name; refused with {@code Upload preset not found}. */
public record FindPreset(long environmentId, String name) implements BusMessage {
  public static final Address<FindPreset, FoundPreset> ADDRESS =
      Address.of("catalog.find-preset", FindPreset.class, FoundPreset.class).onThisNode();
}
