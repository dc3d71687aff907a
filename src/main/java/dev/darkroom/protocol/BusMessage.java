package dev.darkroom.protocol;

/** A record that travels over the bus: as itself inside a node, as compact JSON between nodes. */
public interface BusMessage {}
