package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/** Registers a notification URL for an event type; {@code uri} is checked by the registry. */
public record CreateTrigger(
    long environmentId,
    EventType eventType,
    String uri,
    String uriType,
    boolean additive,
    @Nullable String filter,
    @Nullable String payloadTemplate,
    AuthScheme authScheme)
    implements BusMessage {
  public static final Address<CreateTrigger, Trigger> ADDRESS =
      Address.of("trigger.create", CreateTrigger.class, Trigger.class);
}
