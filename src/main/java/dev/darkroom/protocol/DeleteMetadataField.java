package dev.darkroom.protocol;

/** Deletes a metadata field with the rules about it. */
public record DeleteMetadataField(long environmentId, String externalId) implements BusMessage {
  public static final Address<DeleteMetadataField, Answer> ADDRESS =
      Address.of("metadata.delete-field", DeleteMetadataField.class, Answer.class).onThisNode();
}
