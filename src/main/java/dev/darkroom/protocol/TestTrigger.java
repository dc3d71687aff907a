package dev.darkroom.protocol;

/**
 * Asks what a trigger's filter says of a notification; nothing is sent (reference/notifications.md
 * 6).
 *
 * @param sample the notification, a JSON object
 */
public record TestTrigger(long environmentId, String id, String sample) implements BusMessage {
  public static final Address<TestTrigger, Answer> ADDRESS =
      Address.of("trigger.test", TestTrigger.class, Answer.class).onThisNode();
}
