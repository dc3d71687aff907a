package dev.darkroom.protocol;

/** Deletes a rule between metadata fields. */
public record DeleteMetadataRule(long environmentId, String externalId) implements BusMessage {
  public static final Address<DeleteMetadataRule, Answer> ADDRESS =
      Address.of("metadata.delete-rule", DeleteMetadataRule.class, Answer.class).onThisNode();
}
