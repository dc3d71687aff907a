package dev.darkroom.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One notification URL of an environment, whatever triggers share it: how it wants to be sent to
 * and how it fares. Ours: the contract knows triggers only.
 *
 * @param reason why it is not active; null when it is
 * @param failingSince the first failure after the last success; null while it fares well
 */
public record WebhookEndpoint(
    long environmentId,
    String url,
    EndpointOptions options,
    State state,
    @Nullable String reason,
    Instant stateSince,
    @Nullable Instant failingSince)
    implements BusMessage {

  /** Whether it is sent to. */
  public enum State {
    ACTIVE,
    /** By hand: its deliveries wait. */
    PAUSED,
    /** Because it failed: its deliveries end without an attempt, to be recovered later. */
    DISABLED
  }
}
