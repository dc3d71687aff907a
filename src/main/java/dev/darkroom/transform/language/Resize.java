package dev.darkroom.transform.language;

import org.jspecify.annotations.Nullable;

/**
 * A change of size, with the settings that qualify it.
 *
 * @param ratio width divided by height
 * @param gravity null when the mode's own default applies
 * @param x offset from the gravity's edge, towards the inside
 * @param y offset from the gravity's edge, towards the inside
 */
public record Resize(
    Crop crop,
    @Nullable Length width,
    @Nullable Length height,
    @Nullable Double ratio,
    @Nullable Gravity gravity,
    @Nullable Length x,
    @Nullable Length y) {}
