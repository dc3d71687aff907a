package dev.darkroom.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a page of assets, by the time they were created (reference/admin-api.md 3).
 *
 * @param descending whether the newest come first
 */
public record ListAssets(
    long environmentId, Selector selector, boolean descending, PageRequest page, ItemShape shape)
    implements BusMessage {
  public static final Address<ListAssets, Answer> ADDRESS =
      Address.of("asset.list", ListAssets.class, Answer.class).onThisNode();

  /** What a list is of. */
  public enum Kind {
    /** Everything; {@code name} may be a prefix of public ids. */
    ALL,
    /** Assets with the tag {@code name}. */
    TAG,
    /** Assets whose context has the key {@code name}, with {@code value} unless that is empty. */
    CONTEXT,
    /** Assets that a moderation {@code name} left in status {@code value}. */
    MODERATION,
    /** Assets shown in the folder {@code name}. */
    FOLDER
  }

  /**
   * Which assets.
   *
   * @param resourceType null for all
   * @param type null for all
   * @param startAt nothing older than this; null for everything
   */
  public record Selector(
      Kind kind,
      @Nullable ResourceType resourceType,
      @Nullable DeliveryType type,
      String name,
      String value,
      @Nullable Instant startAt) {}
}
