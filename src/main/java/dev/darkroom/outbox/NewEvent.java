package dev.darkroom.outbox;

import dev.darkroom.protocol.EventType;

/**
 * An event about to be committed.
 *
 * @param body the notification, compact JSON, exactly the bytes to be signed
 * @param signatureKey the API key whose secret signs, as named in the body
 * @param subject the public id the log is searched by; empty when the event is about no one asset
 */
public record NewEvent(
    long environmentId, EventType type, String body, String signatureKey, String subject) {}
