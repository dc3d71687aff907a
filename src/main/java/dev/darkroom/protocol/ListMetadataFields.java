package dev.darkroom.protocol;

/** Asks for every metadata field in its order (reference/admin-api.md 15). */
public record ListMetadataFields(long environmentId) implements BusMessage {
  public static final Address<ListMetadataFields, Answer> ADDRESS =
      Address.of("metadata.list-fields", ListMetadataFields.class, Answer.class).onThisNode();
}
