package dev.darkroom.protocol;

/** Asks how far a recovery has come, or {@code NOT_FOUND}. */
public record FindRecovery(long environmentId, long id) implements BusMessage {
  public static final Address<FindRecovery, Recovery> ADDRESS =
      Address.of("webhook.find-recovery", FindRecovery.class, Recovery.class).onThisNode();
}
