package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A delivery that this node owns until its lease ends.
 *
 * @param lane what its deliveries wait in
 * @param triggerId the trigger that named the URL; null for the call's own
 * @param body what the trigger's template made of the event; null for the event's own
 */
public record LeasedDelivery(
    long id, String url, String lane, @Nullable String triggerId, @Nullable String body) {}
