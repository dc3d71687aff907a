package dev.darkroom.protocol;

/** A transformation without {@code t_}. */
public record ExpandedTransformation(String transformation) implements BusMessage {}
