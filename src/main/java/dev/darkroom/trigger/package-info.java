/**
 * Global notification URLs: which destinations an event has. It may know the bus, the database and
 * the protocol. Start with {@link dev.darkroom.trigger.TriggerVerticle}.
 */
@NullMarked
package dev.darkroom.trigger;

import org.jspecify.annotations.NullMarked;
