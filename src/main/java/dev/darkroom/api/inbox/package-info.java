/**
 * The built-in receiver over HTTP: {@code /inbox/:name}. It may know the request package, the bus
 * and the protocol. Start with {@link dev.darkroom.api.inbox.InboxHandler}.
 */
@NullMarked
package dev.darkroom.api.inbox;

import org.jspecify.annotations.NullMarked;
