/**
 * The delivery of notifications: signed, retried on schedule, logged. It may know the bus, the
 * database, the outbox, the network guard and the protocol. Start with {@link
 * dev.darkroom.webhook.WebhookVerticle}.
 */
@NullMarked
package dev.darkroom.webhook;

import org.jspecify.annotations.NullMarked;
