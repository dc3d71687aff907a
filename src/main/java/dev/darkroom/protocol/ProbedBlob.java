package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What the engine says of a blob.
 *
 * @param image null when the bytes are no picture this engine can read
 */
public record ProbedBlob(@Nullable ImageFacts image) implements BusMessage {}
