package dev.darkroom.protocol;

import java.util.List;

/**
 * Changes the entries that a list field's values are chosen from.
 *
 * @param values of {@link Change#MERGE} JSON objects, of the others external ids
 */
public record ChangeDataSource(
    long environmentId, String externalId, Change change, List<String> values, boolean descending)
    implements BusMessage {
  /** What is done. */
  public enum Change {
    /** Adds entries, or changes those whose external id is known. */
    MERGE,
    /** Makes entries inactive: assets keep them, nobody can choose them. */
    DISABLE,
    /** Makes entries active again. */
    RESTORE,
    /** Sorts all of them by their values. */
    ORDER
  }

  public static final Address<ChangeDataSource, Answer> ADDRESS =
      Address.of("metadata.change-data-source", ChangeDataSource.class, Answer.class).onThisNode();
}
