package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Looks for a term in the entries of one list field, or of all of them.
 *
 * @param externalId null for all fields
 */
public record SearchDataSources(long environmentId, @Nullable String externalId, String term)
    implements BusMessage {
  public static final Address<SearchDataSources, Answer> ADDRESS =
      Address.of("metadata.search-data-sources", SearchDataSources.class, Answer.class)
          .onThisNode();
}
