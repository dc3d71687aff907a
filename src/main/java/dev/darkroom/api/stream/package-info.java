/**
 * Events as they happen, for as long as somebody listens. It may know the request package, the bus
 * and the protocol. Start with {@link dev.darkroom.api.stream.EventStreams}.
 */
@NullMarked
package dev.darkroom.api.stream;

import org.jspecify.annotations.NullMarked;
