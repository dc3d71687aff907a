package dev.darkroom.protocol;

/** Asks where an asset that does not exist yet may be fetched from (reference/admin-api.md 11). */
public record FindMapping(long environmentId, String publicId) implements BusMessage {
  public static final Address<FindMapping, FoundMapping> ADDRESS =
      Address.of("catalog.find-mapping", FindMapping.class, FoundMapping.class).onThisNode();
}
