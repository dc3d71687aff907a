package dev.darkroom.protocol;

/**
 * A notification URL failed for good: it is sent to no more, and the environment's other
 * destinations hear of it by an {@code error} event. A URL that no trigger names and that nobody
 * set up has no state; then nothing happens.
 *
 * @param reason in words, for people
 */
public record DisableEndpoint(long environmentId, String url, String reason) implements BusMessage {
  public static final Address<DisableEndpoint, Done> ADDRESS =
      Address.of("trigger.disable-endpoint", DisableEndpoint.class, Done.class).onThisNode();
}
