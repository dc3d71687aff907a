/**
 * The image engine: libvips through our own binding, commons-imaging for metadata. It may know the
 * plan and the protocol. Start with {@link dev.darkroom.transform.engine.Engine}.
 */
@NullMarked
package dev.darkroom.transform.engine;

import org.jspecify.annotations.NullMarked;
