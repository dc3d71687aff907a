package dev.darkroom.protocol;

import java.time.Instant;

/**
 * One event type paired with one notification URL (reference/admin-api.md 13).
 *
 * @param additive whether it fires as well when a call names its own notification URL
 */
public record Trigger(
    String id,
    EventType eventType,
    String uri,
    String uriType,
    boolean additive,
    Instant createdAt,
    Instant updatedAt)
    implements BusMessage {}
