/**
 * The clustered event bus and the cluster behind it: the only users of the raw Vert.x event bus. It
 * may know the protocol. Start with {@link dev.darkroom.bus.Bus}.
 */
@NullMarked
package dev.darkroom.bus;

import org.jspecify.annotations.NullMarked;
