package dev.darkroom.protocol;

import java.util.List;

/**
 * Asks for the assets that an expression describes (reference/admin-api.md 7).
 *
 * @param expression empty for all assets
 * @param sortBy each {@code field:asc} or {@code field:desc}; empty for the newest first
 * @param aggregate each a field's name, or a JSON object with {@code type} and {@code ranges}
 */
public record SearchAssets(
    long environmentId,
    String expression,
    List<String> sortBy,
    List<String> aggregate,
    PageRequest page,
    ItemShape shape)
    implements BusMessage {
  public static final Address<SearchAssets, Answer> ADDRESS =
      Address.of("asset.search", SearchAssets.class, Answer.class).onThisNode().atLength();
}
