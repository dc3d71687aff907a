package dev.darkroom.protocol;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one notification URL wants to be sent to; null stands for the server's own setting.
 *
 * @param headers added to every POST
 * @param timeoutMillis for the whole exchange, at most 20,000
 * @param perSecond attempts begun per second, over all nodes as far as one node can know
 * @param concurrency attempts under way at the same time, per node
 * @param schedule when failed attempts are repeated
 * @param standardWebhooks whether {@code webhook-signature} is sent
 * @param secret of {@code webhook-signature}: {@code whsec_} and Base64
 * @param previousSecret signs as well until {@code previousUntil}
 * @param clientCertificate a PEM chain to show to the receiver, with its key
 * @param ordered whether what is told of one asset arrives in the order of its events
 */
public record EndpointOptions(
    Map<String, String> headers,
    @Nullable Integer timeoutMillis,
    @Nullable Integer perSecond,
    @Nullable Integer concurrency,
    Schedule schedule,
    boolean standardWebhooks,
    @Nullable String secret,
    @Nullable String previousSecret,
    @Nullable Instant previousUntil,
    @Nullable String clientCertificate,
    @Nullable String clientKey,
    boolean ordered) {

  /** What a URL is sent to by when nobody said otherwise. */
  public static final EndpointOptions USUAL =
      new EndpointOptions(
          Map.of(),
          null,
          null,
          null,
          Schedule.CLOUDINARY,
          false,
          null,
          null,
          null,
          null,
          null,
          false);

  /** When failed attempts are repeated. */
  public enum Schedule {
    /** After 3, 6 and 9 minutes, or as the server is set. */
    CLOUDINARY,
    /** Over three days, ever more seldom. */
    EXTENDED
  }

  /** Secrets never show in text. */
  @Override
  public String toString() {
    return "EndpointOptions[" + schedule + ", " + headers.keySet() + "]";
  }
}
