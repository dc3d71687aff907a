package dev.darkroom.protocol;

/** Forgets how a notification URL was set up; its triggers stay. */
public record DeleteEndpoint(long environmentId, String url) implements BusMessage {
  public static final Address<DeleteEndpoint, Done> ADDRESS =
      Address.of("trigger.delete-endpoint", DeleteEndpoint.class, Done.class);
}
