package dev.darkroom.protocol;

/** Asks for one metadata field; {@link ErrorCode#NOT_FOUND} when there is none. */
public record FindMetadataField(long environmentId, String externalId) implements BusMessage {
  public static final Address<FindMetadataField, Answer> ADDRESS =
      Address.of("metadata.find-field", FindMetadataField.class, Answer.class).onThisNode();
}
