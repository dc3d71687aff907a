package dev.darkroom.trigger;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.LoadSending;
import dev.darkroom.protocol.LoadSending.Sending;
import dev.darkroom.protocol.LoadSending.SigningPair;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.WebhookEndpoint;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How URLs are to be sent to, remembered for a second per environment: it is asked at every
 * attempt. An environment has few URLs, so all of them are read at once.
 */
final class Sendings {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();
  private static final int MOST_REMEMBERED = 10_000;

  private record Known(
      Map<String, AuthScheme> schemes, Map<String, WebhookEndpoint> endpoints, SigningPair pair) {
    Sending of(LoadSending asked) {
      AuthScheme scheme =
          asked.triggerId() == null
              ? AuthScheme.DEFAULT
              : schemes.getOrDefault(asked.triggerId(), AuthScheme.DEFAULT);
      return new Sending(scheme, endpoints.get(asked.url()), pair);
    }
  }

  private record Remembered(Future<Known> known, long until) {}

  private final Database database;
  private final TriggerStore triggers;
  private final SigningPairs pairs;
  private final Map<Long, Remembered> remembered = new ConcurrentHashMap<>();

  Sendings(TriggerParts parts) {
    this.database = parts.database();
    this.triggers = parts.triggers();
    this.pairs = new SigningPairs(parts.database());
  }

  /** How the URL is to be sent to now. */
  Future<Sending> find(LoadSending asked) {
    return known(asked.environmentId()).map(known -> known.of(asked));
  }

  /** The environment's URLs changed. */
  void forget(long environmentId) {
    remembered.remove(environmentId);
  }

  private Future<Known> known(long environmentId) {
    long now = System.nanoTime();
    Remembered before = remembered.get(environmentId);
    if (before != null && before.until() - now > 0 && !before.known().failed()) {
      return before.known();
    }
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    Future<Known> asked = read(environmentId);
    remembered.put(environmentId, new Remembered(asked, now + FRESH));
    return asked;
  }

  private Future<Known> read(long environmentId) {
    Future<List<WebhookEndpoint>> endpoints = EndpointStore.list(database, environmentId);
    Future<SigningPair> pair = pairs.current(environmentId);
    return triggers
        .list(environmentId, null)
        .compose(
            found -> endpoints.compose(urls -> pair.map(current -> known(found, urls, current))));
  }

  private static Known known(
      List<Trigger> triggers, List<WebhookEndpoint> endpoints, SigningPair pair) {
    return new Known(
        triggers.stream().collect(Collectors.toMap(Trigger::id, Trigger::authScheme)),
        endpoints.stream().collect(Collectors.toMap(WebhookEndpoint::url, Function.identity())),
        pair);
  }
}
