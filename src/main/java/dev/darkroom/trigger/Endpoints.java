package dev.darkroom.trigger;

import dev.darkroom.db.Database;
import dev.darkroom.outbox.HeldDeliveries;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.DeleteEndpoint;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.NotificationUrl;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SaveEndpoint;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.WebhookEndpoint;
import dev.darkroom.protocol.WebhookEndpoint.State;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Sets up notification URLs: how they are sent to, whether they are sent to. Awaits. */
final class Endpoints {
  /** URLs that were set up although no trigger names them. */
  private static final int MOST_WITHOUT_TRIGGER = 100;

  /** A URL with the triggers that share it. */
  record Shared(WebhookEndpoint endpoint, List<Trigger> triggers) {}

  private record Change(WebhookEndpoint before, WebhookEndpoint after) {
    @Nullable String newSecret() {
      String secret = after.options().secret();
      return Objects.equals(secret, before.options().secret()) ? null : secret;
    }
  }

  private final Database database;
  private final TriggerStore triggers;
  private final InstantSource clock;
  private final int maximumUrls;
  private final LongConsumer changed;

  /**
   * The URLs in the database.
   *
   * @param changed hears of the environment whose URLs changed
   */
  Endpoints(TriggerParts parts, LongConsumer changed) {
    this.database = parts.database();
    this.triggers = parts.triggers();
    this.clock = parts.clock();
    this.maximumUrls = parts.maximumUrls();
    this.changed = changed;
  }

  /** Those of triggers in the order these were made, then those that were only set up. */
  Answer list(long environmentId) {
    Map<String, List<Trigger>> sharing = new LinkedHashMap<>();
    for (Trigger trigger : triggers.list(environmentId, null).await()) {
      sharing.computeIfAbsent(trigger.uri(), fresh -> new ArrayList<>()).add(trigger);
    }
    Map<String, WebhookEndpoint> known = new LinkedHashMap<>();
    for (WebhookEndpoint endpoint : EndpointStore.list(database, environmentId).await()) {
      known.put(endpoint.url(), endpoint);
      sharing.computeIfAbsent(endpoint.url(), alone -> List.of());
    }
    List<Shared> all = new ArrayList<>();
    sharing.forEach((url, sharers) ->
        all.add(new Shared(known.getOrDefault(url, usual(environmentId, url)), sharers)));
    return new Answer(EndpointJson.of(all, maximumUrls));
  }

  /** The URL as it is now set up. */
  Answer save(SaveEndpoint request) {
    if (new NotificationUrl(request.url()).isPoll()) {
      throw new Refusal(
          ErrorCode.INVALID_NOTIFICATION_URL,
          "what is fetched cannot be set up - " + request.url());
    }
    EndpointChanges changes = new EndpointChanges(request.changes());
    Change saved = database.awaitTransaction(connection -> save(connection, request, changes));
    List<Trigger> sharers =
        triggers.list(request.environmentId(), null).await().stream()
            .filter(trigger -> trigger.uri().equals(request.url()))
            .toList();
    changed.accept(request.environmentId());
    return new Answer(EndpointJson.of(new Shared(saved.after(), sharers), saved.newSecret()));
  }

  private Change save(SqlConnection connection, SaveEndpoint request, EndpointChanges changes) {
    long environmentId = request.environmentId();
    EndpointStore.lock(connection, environmentId).await();
    WebhookEndpoint before =
        EndpointStore.find(connection, environmentId, request.url())
            .await()
            .orElseGet(() -> usual(environmentId, request.url()));
    if (EndpointStore.countOthers(connection, environmentId, request.url()).await()
        >= MOST_WITHOUT_TRIGGER) {
      throw new Refusal(ErrorCode.TOO_MANY_NOTIFICATION_URLS, MOST_WITHOUT_TRIGGER);
    }
    State state = changes.state().orElse(before.state());
    WebhookEndpoint after =
        new WebhookEndpoint(
            environmentId,
            request.url(),
            changes.applied(before.options(), clock.instant()),
            state,
            state == before.state() ? before.reason() : reason(state),
            clock.instant(),
            before.failingSince());
    EndpointStore.save(connection, after).await();
    hold(connection, after);
    return new Change(
        before, EndpointStore.find(connection, environmentId, request.url()).await().orElse(after));
  }

  private static @Nullable String reason(State state) {
    return state == State.PAUSED ? "paused by hand" : null;
  }

  /** Forgets the set-up; what waited is due. */
  Done delete(DeleteEndpoint request) {
    database.awaitTransaction(connection -> {
      EndpointStore.lock(connection, request.environmentId()).await();
      if (!EndpointStore.delete(connection, request.environmentId(), request.url()).await()) {
        throw new Refusal(ErrorCode.NOT_FOUND, "Notification URL", request.url());
      }
      return HeldDeliveries.release(connection, request.environmentId(), request.url()).await();
    });
    changed.accept(request.environmentId());
    return new Done();
  }

  private static void hold(SqlConnection connection, WebhookEndpoint endpoint) {
    var _ =
        endpoint.state() == State.PAUSED
            ? HeldDeliveries.hold(connection, endpoint.environmentId(), endpoint.url()).await()
            : HeldDeliveries.release(connection, endpoint.environmentId(), endpoint.url()).await();
  }

  private WebhookEndpoint usual(long environmentId, String url) {
    return new WebhookEndpoint(
        environmentId, url, EndpointOptions.USUAL, State.ACTIVE, null, clock.instant(), null);
  }
}
