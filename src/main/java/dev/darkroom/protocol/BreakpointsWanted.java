package dev.darkroom.protocol;

/**
 * One member of {@code responsive_breakpoints} (reference/upload-api.md 3).
 *
 * @param transformation before the scaling; empty for none
 * @param format empty for the source's
 * @param maxWidth pixels
 * @param minWidth pixels
 * @param bytesStep how many bytes two neighbours should differ by
 */
public record BreakpointsWanted(
    boolean createDerived,
    String transformation,
    String format,
    int maxWidth,
    int minWidth,
    int bytesStep,
    int maxImages) {}
