package dev.darkroom.protocol;

/** How many derived versions are gone. */
public record DroppedDerived(long count) implements BusMessage {}
