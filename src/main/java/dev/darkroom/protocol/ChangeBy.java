package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change, in which environment, and where its events go.
 *
 * @param notificationUrl the call's own; null for the global triggers
 */
public record ChangeBy(long environmentId, Caller caller, @Nullable String notificationUrl) {}
