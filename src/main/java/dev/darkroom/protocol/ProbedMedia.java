package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a file says of itself.
 *
 * @param media null when it is neither video nor audio
 */
public record ProbedMedia(@Nullable MediaFacts media) implements BusMessage {}
