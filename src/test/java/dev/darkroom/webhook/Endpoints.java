package dev.darkroom.webhook;

import dev.darkroom.outbox.Delivery;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.DisableEndpoint;
import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.LoadSending.Sending;
import dev.darkroom.protocol.NoteEndpointHealth;
import dev.darkroom.protocol.SignatureAlgorithm;
import dev.darkroom.protocol.WebhookEndpoint;
import dev.darkroom.protocol.WebhookEndpoint.State;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Simulated notification URLs and how they are set up: host 2 wants one at a time, host 3 at most
 * two per second, host 4 all of an asset in order; some are paused for a while, and what fails for
 * long is disabled.
 */
final class Endpoints implements Routes, EndpointHealth.Keeper {
  private static final Environment ENVIRONMENT =
      new Environment(
          1,
          "demo",
          "0".repeat(32),
          FolderMode.DYNAMIC,
          SignatureAlgorithm.SHA1,
          List.of(new AccessKey("key", "abcd", "", true, Instant.EPOCH, false)));

  private final Random random;
  private final InstantSource clock;
  private final DeliveriesInMemory deliveries;
  private final Map<String, WebhookEndpoint> known = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();

  Endpoints(Random random, InstantSource clock, DeliveriesInMemory deliveries) {
    this.random = random;
    this.clock = clock;
    this.deliveries = deliveries;
  }

  @Override
  public Future<Route> of(Delivery delivery) {
    return random.nextInt(500) == 0
        ? Future.failedFuture(new IllegalStateException("nobody knows"))
        : Future.succeededFuture(
            new Route(ENVIRONMENT, new Sending(AuthScheme.DEFAULT, endpoint(delivery.url()))));
  }

  void pauseOrResume(String url) {
    switch (endpoint(url).state()) {
      case ACTIVE -> {
        become(url, State.PAUSED);
        deliveries.pause(url);
      }
      case PAUSED -> resume(url);
      case DISABLED -> become(url, State.ACTIVE);
    }
  }

  void resumeAll() {
    List.copyOf(known.keySet()).forEach(this::resume);
  }

  boolean wasDisabled(String url) {
    return disabled.contains(url);
  }

  private void resume(String url) {
    become(url, State.ACTIVE);
    deliveries.resume(url);
  }

  @Override
  public void note(NoteEndpointHealth note) {
    WebhookEndpoint was = endpoint(note.url());
    known.put(note.url(), with(was, was.state(), note.failingSince()));
  }

  @Override
  public void disable(DisableEndpoint endpoint) {
    disabled.add(endpoint.url());
    become(endpoint.url(), State.DISABLED);
  }

  private void become(String url, State state) {
    WebhookEndpoint was = endpoint(url);
    boolean fares = was.state() == State.DISABLED;
    known.put(url, with(was, state, fares ? null : was.failingSince()));
  }

  private WebhookEndpoint with(WebhookEndpoint was, State state, @Nullable Instant failingSince) {
    return new WebhookEndpoint(
        1, was.url(), was.options(), state, "", clock.instant(), failingSince);
  }

  private WebhookEndpoint endpoint(String url) {
    return known.computeIfAbsent(
        url,
        fresh ->
            new WebhookEndpoint(1, url, options(url), State.ACTIVE, null, clock.instant(), null));
  }

  private static EndpointOptions options(String url) {
    Integer concurrency = url.contains("host2.") ? 1 : null;
    Integer perSecond = url.contains("host3.") ? 2 : null;
    return new EndpointOptions(
        Map.of(),
        null,
        perSecond,
        concurrency,
        EndpointOptions.Schedule.CLOUDINARY,
        false,
        null,
        null,
        null,
        null,
        null,
        url.contains("host4."));
  }
}
