package dev.darkroom.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event type paired with one notification URL (reference/admin-api.md 13).
 *
 * @param additive whether it fires as well when a call names its own notification URL
 * @param filter JSONLogic over the notification, compact JSON; null lets everything through
 * @param payloadTemplate an object of Mustache templates, compact JSON; null for the notification
 */
public record Trigger(
    String id,
    EventType eventType,
    String uri,
    String uriType,
    boolean additive,
    @Nullable String filter,
    @Nullable String payloadTemplate,
    AuthScheme authScheme,
    Instant createdAt,
    Instant updatedAt)
    implements BusMessage {}
