package dev.darkroom.protocol;

/** The reply that carries nothing but success. */
public record Done() implements BusMessage {}
