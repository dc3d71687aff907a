package dev.darkroom.protocol;

/** Empties an environment of all but its access keys: for tests only (ours). */
public record ResetEnvironment(long environmentId) implements BusMessage {
  public static final Address<ResetEnvironment, Answer> ADDRESS =
      Address.of("journal.reset-environment", ResetEnvironment.class, Answer.class)
          .onThisNode()
          .atLength();
}
