package dev.darkroom.protocol;

import java.util.List;

/** Where an event goes: each URL once. */
public record Destinations(List<Destination> destinations) implements BusMessage {}
