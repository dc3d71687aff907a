package dev.darkroom.protocol;

/** Triggers or notification URLs of an environment are no longer what they were: look again. */
public record EndpointsChanged(long environmentId) implements BusMessage {
  public static final Topic<EndpointsChanged> TOPIC =
      new Topic<>("trigger.changed", EndpointsChanged.class, Address.Reach.CLUSTER);
}
