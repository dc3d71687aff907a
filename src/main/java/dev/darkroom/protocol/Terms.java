package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How a caller wants to hear of long work (reference/notifications.md 3.2).
 *
 * @param async whether the answer does not wait for it
 * @param notificationUrl the call's own; null for the global ones
 * @param batchId chosen by the caller; null to make one
 */
public record Terms(boolean async, @Nullable String notificationUrl, @Nullable String batchId) {}
