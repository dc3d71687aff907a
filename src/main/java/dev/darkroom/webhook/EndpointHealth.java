package dev.darkroom.webhook;

import dev.darkroom.outbox.Delivery;
import dev.darkroom.outbox.Trouble;
import dev.darkroom.protocol.DisableEndpoint;
import dev.darkroom.protocol.NoteEndpointHealth;
import dev.darkroom.protocol.WebhookEndpoint.State;
import dev.darkroom.webhook.Exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever keeps the notification URLs how each one fares, and which failed for good: at 410,
 * or after failing for as long as the settings allow. For one thread.
 */
final class EndpointHealth {
  private static final int GONE = 410;

  /** Who keeps the URLs. */
  interface Keeper {
    void note(NoteEndpointHealth note);

    void disable(DisableEndpoint endpoint);
  }

  /** What an attempt says about its URL. */
  sealed interface Finding {
    /** Since when it fails; null that it fares well. */
    record Fares(@Nullable Instant failingSince) implements Finding {}

    /** It failed for good. */
    record Failed(String why) implements Finding {}
  }

  private record Said(long environmentId, String url, Class<?> what, boolean fails) {}

  private final Keeper keeper;
  private final @Nullable Duration disableAfter;
  private final Set<Said> saidLately = new HashSet<>();

  /**
   * Tells the keeper.
   *
   * @param disableAfter how long a URL may fail; null for ever, as in the contract
   */
  EndpointHealth(Keeper keeper, @Nullable Duration disableAfter) {
    this.keeper = keeper;
    this.disableAfter = disableAfter;
  }

  /** An attempt ended. */
  void ended(Delivery delivery, Route route, Exchange exchange) {
    if (delivery.resentFrom() == null && route.state() == State.ACTIVE) {
      of(route.failingSince(), exchange, disableAfter)
          .ifPresent(finding -> tell(delivery, finding));
    }
  }

  /** What was said a while ago may be said again. */
  void tick() {
    saidLately.clear();
  }

  /** Pure. */
  static Optional<Finding> of(
      @Nullable Instant failingSince, Exchange exchange, @Nullable Duration disableAfter) {
    Instant now = exchange.at().plus(exchange.took());
    return switch (exchange.outcome()) {
      case Outcome.Accepted() ->
          failingSince == null ? Optional.empty() : Optional.of(new Finding.Fares(null));
      case Outcome.Refused(Trouble trouble, String why) when trouble == Trouble.OURS ->
          Optional.empty();
      case Outcome.Refused(Trouble trouble, String why) ->
          failed(failingSince, now, disableAfter, Integer.valueOf(GONE).equals(exchange.status()));
      case Outcome.Forbidden(String why) -> failed(failingSince, now, disableAfter, false);
    };
  }

  private static Optional<Finding> failed(
      @Nullable Instant since, Instant now, @Nullable Duration disableAfter, boolean isGone) {
    if (disableAfter != null && isGone) {
      return Optional.of(new Finding.Failed("the receiver answered 410 Gone"));
    }
    if (since == null) {
      return Optional.of(new Finding.Fares(now));
    }
    return disableAfter == null || since.plus(disableAfter).isAfter(now)
        ? Optional.empty()
        : Optional.of(new Finding.Failed("every attempt has failed since " + since));
  }

  private void tell(Delivery delivery, Finding finding) {
    long environmentId = delivery.environmentId();
    boolean fails = finding instanceof Finding.Fares(Instant since) && since != null;
    if (!saidLately.add(new Said(environmentId, delivery.url(), finding.getClass(), fails))) {
      return;
    }
    switch (finding) {
      case Finding.Fares(Instant since) ->
          keeper.note(new NoteEndpointHealth(environmentId, delivery.url(), since));
      case Finding.Failed(String why) ->
          keeper.disable(new DisableEndpoint(environmentId, delivery.url(), why));
    }
  }
}
