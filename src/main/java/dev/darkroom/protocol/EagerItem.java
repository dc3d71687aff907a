package dev.darkroom.protocol;

/**
 * One requested derived version.
 *
 * @param requested verbatim, {@code /format} included: echoed in responses and notifications
 * @param transformation without {@code /format}; may be empty
 * @param format the result's, from {@code f_} or the {@code /format}; empty for the source's
 */
public record EagerItem(String requested, String transformation, String format) {}
