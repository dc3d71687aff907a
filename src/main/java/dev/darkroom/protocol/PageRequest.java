package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list (reference/admin-api.md 1).
 *
 * @param most how many items, 1 to 500
 * @param cursor where the page before ended, as it was told; null for the first page
 */
public record PageRequest(int most, @Nullable String cursor) {}
