package dev.darkroom.webhook;

import dev.darkroom.bus.Bus;
import dev.darkroom.outbox.Delivery;
import dev.darkroom.protocol.EndpointsChanged;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EnvironmentChanged;
import dev.darkroom.protocol.LoadEnvironment;
import dev.darkroom.protocol.LoadSending;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the environments and triggers said a moment ago. A change drops it at once; should that
 * announcement be lost, nothing is older than a second. For one thread.
 */
final class RouteCache implements Routes {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int MOST = 10_000;

  private record Kept<T>(Future<T> value, Instant until) {}

  private final Bus bus;
  private final InstantSource clock;
  private final Map<Long, Kept<Environment>> environments = new HashMap<>();
  private final Map<LoadSending, Kept<Route>> routes = new HashMap<>();

  private RouteCache(Bus bus, InstantSource clock) {
    this.bus = bus;
    this.clock = clock;
  }

  /** One that hears of changes; to be made in a verticle's start. */
  static RouteCache listening(Bus bus, InstantSource clock) {
    RouteCache cache = new RouteCache(bus, clock);
    bus.subscribe(EnvironmentChanged.TOPIC, change -> cache.forget(change.environmentId()));
    bus.subscribe(EndpointsChanged.TOPIC, change -> cache.forget(change.environmentId()));
    return cache;
  }

  @Override
  public Future<Route> of(Delivery delivery) {
    LoadSending asked =
        new LoadSending(delivery.environmentId(), delivery.url(), delivery.triggerId());
    return kept(routes, asked, () -> load(asked));
  }

  private Future<Route> load(LoadSending asked) {
    long id = asked.environmentId();
    Future<Environment> environment =
        kept(environments, id, () -> bus.request(LoadEnvironment.ADDRESS, new LoadEnvironment(id)));
    return environment.compose(
        known -> bus.request(LoadSending.ADDRESS, asked).map(sending -> new Route(known, sending)));
  }

  private <K, T> Future<T> kept(Map<K, Kept<T>> map, K key, Supplier<Future<T>> load) {
    Instant now = clock.instant();
    Kept<T> known = map.get(key);
    if (known != null && known.until.isAfter(now)) {
      return known.value;
    }
    if (map.size() >= MOST) {
      map.clear();
    }
    Future<T> value = load.get();
    map.put(key, new Kept<>(value, now.plus(FRESH)));
    value.onFailure(failure -> map.remove(key));
    return value;
  }

  private void forget(long environmentId) {
    environments.remove(environmentId);
    routes.keySet().removeIf(asked -> asked.environmentId() == environmentId);
  }
}
