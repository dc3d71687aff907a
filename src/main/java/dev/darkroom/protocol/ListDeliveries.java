package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the delivery log of an environment, newest first (ours: the contract has none). Every
 * node reads the same log, and a page may be larger than a message between nodes.
 *
 * @param state pending, delivered or dead; null for all
 * @param cursor where the page before ended; null for the first page
 * @param limit 1 to 500
 */
public record ListDeliveries(
    long environmentId,
    @Nullable String state,
    @Nullable String cursor,
    int limit,
    DeliveryFilter filter)
    implements BusMessage {
  public static final Address<ListDeliveries, DeliveryPage> ADDRESS =
      Address.of("webhook.list", ListDeliveries.class, DeliveryPage.class).onThisNode();

  /** All that are in the state. */
  public ListDeliveries(
      long environmentId, @Nullable String state, @Nullable String cursor, int limit) {
    this(environmentId, state, cursor, limit, DeliveryFilter.NONE);
  }
}
