package dev.darkroom.webhook;

import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.LoadSending.Sending;
import dev.darkroom.protocol.WebhookEndpoint;
import dev.darkroom.protocol.WebhookEndpoint.State;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** How a delivery is to be sent now: whose it is, and how its URL is set up. */
record Route(Environment environment, Sending sending) {

  AuthScheme scheme() {
    return sending.scheme();
  }

  EndpointOptions options() {
    WebhookEndpoint endpoint = sending.endpoint();
    return endpoint == null ? EndpointOptions.USUAL : endpoint.options();
  }

  State state() {
    WebhookEndpoint endpoint = sending.endpoint();
    return endpoint == null ? State.ACTIVE : endpoint.state();
  }

  /** Why it is not active. */
  String reason() {
    WebhookEndpoint endpoint = sending.endpoint();
    return endpoint == null || endpoint.reason() == null ? "" : endpoint.reason();
  }

  /** The first failure after the last success, as far as it was noted. */
  @Nullable Instant failingSince() {
    WebhookEndpoint endpoint = sending.endpoint();
    return endpoint == null ? null : endpoint.failingSince();
  }

  /** For the whole exchange; a URL may have less than the server's own time, not more. */
  Duration timeout(WebhookSettings settings) {
    Integer millis = options().timeoutMillis();
    Duration own = millis == null ? settings.timeout() : Duration.ofMillis(millis);
    return own.compareTo(settings.timeout()) < 0 ? own : settings.timeout();
  }

  int concurrency(WebhookSettings settings) {
    Integer own = options().concurrency();
    return own == null ? settings.perReceiver() : own;
  }

  /** This node's share of the attempts per second; 0 for no limit. */
  double perSecond(IntSupplier nodes) {
    Integer own = options().perSecond();
    return own == null ? 0 : (double) own / Math.max(1, nodes.getAsInt());
  }

  RetrySchedule schedule(WebhookSettings settings) {
    return switch (options().schedule()) {
      case CLOUDINARY -> settings.schedule();
      case EXTENDED -> RetrySchedule.EXTENDED;
    };
  }
}
