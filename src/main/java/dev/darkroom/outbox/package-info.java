/**
 * The durable queues between verticles: events, deliveries and jobs, written in the transaction of
 * the change they tell of. It may know the database and the protocol. Start with {@link
 * dev.darkroom.outbox.EventLog}.
 */
@NullMarked
package dev.darkroom.outbox;

import org.jspecify.annotations.NullMarked;
