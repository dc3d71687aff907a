package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Creates or changes a rule between metadata fields.
 *
 * @param externalId the rule to change; null to create one
 * @param definition a JSON object with the contract's members; of a change only those that change
 */
public record SaveMetadataRule(long environmentId, @Nullable String externalId, String definition)
    implements BusMessage {
  public static final Address<SaveMetadataRule, Answer> ADDRESS =
      Address.of("metadata.save-rule", SaveMetadataRule.class, Answer.class).onThisNode();
}
