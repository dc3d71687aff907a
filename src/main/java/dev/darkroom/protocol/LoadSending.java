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
   * @param pair signs with Ed25519; null where there is none
   */
  public record Sending(
      AuthScheme scheme, @Nullable WebhookEndpoint endpoint, @Nullable SigningPair pair)
      implements BusMessage {

    /** How, without Ed25519. */
    public Sending(AuthScheme scheme, @Nullable WebhookEndpoint endpoint) {
      this(scheme, endpoint, null);
    }
  }

  /**
   * An Ed25519 key.
   *
   * @param id as in the published set
   * @param privateKey PKCS #8, Base64
   */
  public record SigningPair(String id, String privateKey) {
    /** Secrets never show in text. */
    @Override
    public String toString() {
      return "SigningPair[" + id + "]";
    }
  }
}
