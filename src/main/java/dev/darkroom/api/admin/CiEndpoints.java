package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FollowEvents;
import dev.darkroom.protocol.FollowEvents.FollowedEvent;
import dev.darkroom.protocol.ResetEnvironment;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What tests want: {@code DELETE ci/environment} empties the environment, {@code GET
 * ci/notifications} gives its events with their bodies, sent anywhere or not, and waits for them.
 * Ours, and off unless the server is told otherwise.
 */
public final class CiEndpoints implements CallGroup {
  private static final String BEGINNING = "0-0";
  private static final int USUAL_COUNT = 1;
  private static final int LARGEST_COUNT = 500;
  private static final int LONGEST_WAIT = 60;
  private static final int ONE_WAIT_MILLIS = 1_000;

  private final Bus bus;
  private final boolean on;

  /** The endpoints, if they are on. */
  public CiEndpoints(Bus bus, boolean on) {
    this.bus = bus;
    this.on = on;
  }

  @Override
  public void add(CallRoutes routes) {
    if (on) {
      routes.on(HttpMethod.DELETE, "ci/environment", this::reset);
      routes.on(HttpMethod.GET, "ci/notifications", this::notifications);
    }
  }

  private Future<String> reset(Call call) {
    return bus.request(ResetEnvironment.ADDRESS, new ResetEnvironment(call.environment().id()))
        .map(Answer::body);
  }

  private Future<String> notifications(Call call) {
    Parameters parameters = call.parameters();
    Wanted wanted =
        new Wanted(
            call.environment().id(),
            NotificationEndpoints.type(call),
            parameters.text("public_id"),
            (int) parameters.number("count", USUAL_COUNT, 1, LARGEST_COUNT),
            System.nanoTime()
                + parameters.number("wait_seconds", 0, 0, LONGEST_WAIT) * 1_000_000_000L);
    return collect(wanted, parameters.text("cursor").orElse(BEGINNING), new ArrayList<>());
  }

  /**
   * What is waited for.
   *
   * @param deadline of {@link System#nanoTime}
   */
  private record Wanted(
      long environmentId,
      Optional<EventType> type,
      Optional<String> publicId,
      int count,
      long deadline) {

    boolean takes(FollowedEvent event) {
      return type.map(word -> word == event.type()).orElse(true)
          && publicId.map(id -> id.equals(event.subject())).orElse(true);
    }
  }

  /** Until there are enough, or the time is up and nothing more has happened. */
  private Future<String> collect(Wanted wanted, String cursor, List<FollowedEvent> found) {
    boolean late = System.nanoTime() - wanted.deadline >= 0;
    FollowEvents asked =
        new FollowEvents(
            wanted.environmentId, cursor, null, LARGEST_COUNT, late ? 0 : ONE_WAIT_MILLIS);
    return bus.request(FollowEvents.ADDRESS, asked)
        .compose(page -> {
          page.events().stream().filter(wanted::takes).forEach(found::add);
          boolean over = page.events().isEmpty() && late;
          return over || found.size() >= wanted.count
              ? Future.succeededFuture(json(found, page.cursor()))
              : collect(wanted, page.cursor(), found);
        });
  }

  private static String json(List<FollowedEvent> found, String cursor) {
    JsonArray notifications = new JsonArray();
    for (FollowedEvent event : found) {
      notifications.add(
          new JsonObject()
              .put("event_id", event.id())
              .put("notification_type", event.type().word())
              .put("public_id", event.subject())
              .put("created_at", event.createdAt().toString())
              .put("body", new JsonObject(event.body())));
    }
    return new JsonObject().put("notifications", notifications).put("cursor", cursor).encode();
  }
}
