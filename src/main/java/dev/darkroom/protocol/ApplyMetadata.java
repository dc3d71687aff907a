package dev.darkroom.protocol;

import java.util.Map;

/**
 * Asks for the structured metadata of an asset after a change (reference/admin-api.md 15): field
 * types, validation, data sources, rules and defaults are applied. Refused as a whole: with {@code
 * Metadata External IDs do not exist} for unknown fields, with a message per field otherwise.
 *
 * @param current what the asset has, a JSON object: external id to a string, a number, or an array
 * @param changes external id to text as it was sent; a list is JSON, empty text clears the field
 * @param clearInvalid whether invalid values that the asset has are dropped rather than refused
 * @param create whether the asset is new: defaults are filled in, mandatory fields are asked for
 */
public record ApplyMetadata(
    long environmentId,
    String current,
    Map<String, String> changes,
    boolean clearInvalid,
    boolean create)
    implements BusMessage {
  public static final Address<ApplyMetadata, AppliedMetadata> ADDRESS =
      Address.of("metadata.apply", ApplyMetadata.class, AppliedMetadata.class).onThisNode();
}
