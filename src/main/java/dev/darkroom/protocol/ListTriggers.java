package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/** Asks for the triggers of an environment, of one event type or of all. */
public record ListTriggers(long environmentId, @Nullable EventType eventType)
    implements BusMessage {
  public static final Address<ListTriggers, TriggerList> ADDRESS =
      Address.of("trigger.list", ListTriggers.class, TriggerList.class);
}
