package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One receiver of an event.
 *
 * @param triggerId the trigger that named it; null for the call's own notification URL
 */
public record Destination(String url, @Nullable String triggerId) {}
