package dev.darkroom.protocol;

/**
 * One requested derived version.
 *
 * @param requested verbatim, {@code /format} included: echoed in responses and notifications
 * @param transformation without {@code /format}; may be empty
 * @param format the format after the slash; empty when there is none
 */
public record EagerItem(String requested, String transformation, String format) {}
