package dev.darkroom.protocol;

/** An environment or its keys changed: what is remembered of it is old. */
public record EnvironmentChanged(long environmentId) implements BusMessage {
  public static final Topic<EnvironmentChanged> TOPIC =
      new Topic<>("environment.changed", EnvironmentChanged.class, Address.Reach.CLUSTER);
}
