package dev.darkroom.protocol;

/** Asks for an environment's notification URLs, those of triggers and those that were set up. */
public record ListEndpoints(long environmentId) implements BusMessage {
  public static final Address<ListEndpoints, Answer> ADDRESS =
      Address.of("trigger.list-endpoints", ListEndpoints.class, Answer.class).onThisNode();
}
