/**
 * The delivery of images and raw files by URL. It may know the request package, the bus, the blobs,
 * the language and the protocol. Start with {@link dev.darkroom.api.serve.ServeHandler}.
 */
@NullMarked
package dev.darkroom.api.serve;

import org.jspecify.annotations.NullMarked;
