/**
 * What people see of notifications: the log of deliveries, the feed of events, test events, the
 * signature debugger and the built-in receiver. It may know the bus, the database, the outbox, the
 * catalogue and the protocol. Start with {@link dev.darkroom.journal.JournalVerticle}.
 */
@NullMarked
package dev.darkroom.journal;

import org.jspecify.annotations.NullMarked;
