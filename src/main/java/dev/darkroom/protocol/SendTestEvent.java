package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for an example of an event to be sent, signed and delivered as a real one (ours).
 *
 * @param type null for the trigger's own
 * @param url where to; null when a trigger says it
 * @param triggerId whose URL, filter and template are tried; null for a plain URL
 */
public record SendTestEvent(
    long environmentId,
    Caller caller,
    @Nullable EventType type,
    @Nullable String url,
    @Nullable String triggerId)
    implements BusMessage {
  public static final Address<SendTestEvent, Answer> ADDRESS =
      Address.of("journal.send-test", SendTestEvent.class, Answer.class).onThisNode();
}
