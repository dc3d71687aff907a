package dev.darkroom.protocol;

import java.util.List;

/** Triggers, oldest first. */
public record TriggerList(List<Trigger> triggers) implements BusMessage {}
