/**
 * Structured metadata: which fields an environment has, what their values may be, and the rules
 * between them. It may know the bus, the database and the protocol. Start with {@link
 * dev.darkroom.metadata.MetadataVerticle}; what is decided is decided in {@link
 * dev.darkroom.metadata.MetadataChange}.
 */
@NullMarked
package dev.darkroom.metadata;

import org.jspecify.annotations.NullMarked;
