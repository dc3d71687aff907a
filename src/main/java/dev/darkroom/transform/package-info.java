/**
 * Pixels: probing and rendering on a bounded pool of platform threads. It may know its three parts,
 * the bus, the blobs and the protocol. Start with {@link dev.darkroom.transform.TransformVerticle}.
 */
@NullMarked
package dev.darkroom.transform;

import org.jspecify.annotations.NullMarked;
