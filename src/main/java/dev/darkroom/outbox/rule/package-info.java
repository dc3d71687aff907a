/**
 * What triggers do to an event before it is sent: filters decide whether, templates decide what. It
 * may know the outbox and the protocol, and it is pure. Start with {@link
 * dev.darkroom.outbox.rule.Receivers}.
 */
@NullMarked
package dev.darkroom.outbox.rule;

import org.jspecify.annotations.NullMarked;
