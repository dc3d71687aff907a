package dev.darkroom.protocol;

/** A reply that the HTTP edge sends as it is: the contract's body, compact JSON. */
public record Answer(String body) implements BusMessage {}
