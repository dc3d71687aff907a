package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Creates or changes a metadata field.
 *
 * @param externalId the field to change; null to create one
 * @param definition a JSON object with the contract's members; of a change only those that change
 */
public record SaveMetadataField(long environmentId, @Nullable String externalId, String definition)
    implements BusMessage {
  public static final Address<SaveMetadataField, Answer> ADDRESS =
      Address.of("metadata.save-field", SaveMetadataField.class, Answer.class).onThisNode();
}
