package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks how a URL is to be sent to now. The reply holds secrets, so it never leaves the node.
 *
 * @param triggerId the trigger that named the URL; null for a call's own
 */
public record LoadSending(long environmentId, String url, @Nullable String triggerId)
    implements BusMessage {
  public static final Address<LoadSending, Sending> ADDRESS =
      Address.of("trigger.load-sending", LoadSending.class, Sending.class).onThisNode();

  /**
   * How.
   *
   * @param endpoint null when nothing is set up for the URL
   */
  public record Sending(AuthScheme scheme, @Nullable WebhookEndpoint endpoint)
      implements BusMessage {}
}
