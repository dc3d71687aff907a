package dev.darkroom.protocol;

/** Forgets what arrived in an inbox and how it answers (ours). */
public record EmptyInbox(String name) implements BusMessage {
  public static final Address<EmptyInbox, Answer> ADDRESS =
      Address.of("journal.empty-inbox", EmptyInbox.class, Answer.class).onThisNode();
}
