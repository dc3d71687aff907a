package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The upload mapping that a public id falls under.
 *
 * @param url the original's address; null when there is no mapping
 */
public record FoundMapping(@Nullable String url) implements BusMessage {}
