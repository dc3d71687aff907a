package dev.darkroom.protocol;

/**
 * Says how an inbox answers (ours).
 *
 * @param status HTTP status
 * @param times how often, before it is 200 again; 0 for ever
 */
public record SetInbox(String name, int status, int times) implements BusMessage {
  public static final Address<SetInbox, Done> ADDRESS =
      Address.of("journal.set-inbox", SetInbox.class, Done.class).onThisNode();
}
