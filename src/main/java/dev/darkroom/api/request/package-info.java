/**
 * What every endpoint needs of a request: its parameters in one typed form, who sent it, and its
 * body, bounded. It may know the bus, the blobs and the protocol. Start with {@link
 * dev.darkroom.api.request.Parameters}.
 */
@NullMarked
package dev.darkroom.api.request;

import org.jspecify.annotations.NullMarked;
