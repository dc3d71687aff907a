package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.DeliveryPage;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ListDeliveries;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1_1/:cloud/notifications?state=&max_results=&next_cursor=}: the log of deliveries,
 * newest first. Ours: the contract has none.
 */
public final class NotificationEndpoints implements CallGroup {
  private static final Set<String> STATES = Set.of("pending", "delivered", "dead");
  private static final int USUAL_PAGE = 10;
  private static final int LARGEST_PAGE = 500;

  private final Bus bus;

  /** The endpoint. */
  public NotificationEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "notifications", this::list);
  }

  /** The page that is asked for. */
  private Future<String> list(Call call) {
    Parameters parameters = call.parameters();
    Optional<String> state = parameters.text("state");
    state
        .filter(word -> !STATES.contains(word))
        .ifPresent(word -> {
          throw new Refusal(ErrorCode.INVALID_PARAMETER, "state", word);
        });
    ListDeliveries message =
        new ListDeliveries(
            call.environment().id(),
            state.orElse(null),
            parameters.text("next_cursor").orElse(null),
            (int) parameters.number("max_results", USUAL_PAGE, 1, LARGEST_PAGE));
    return bus.request(ListDeliveries.ADDRESS, message).map(NotificationEndpoints::json);
  }

  private static String json(DeliveryPage page) {
    JsonArray notifications = new JsonArray();
    page.deliveries().forEach(entry -> notifications.add(json(entry)));
    JsonObject answer = JsonObject.of("notifications", notifications);
    if (page.nextCursor() != null) {
      answer.put("next_cursor", page.nextCursor());
    }
    return answer.encode();
  }

  private static JsonObject json(DeliveryPage.Entry entry) {
    return new JsonObject()
        .put("id", entry.id())
        .put("event_id", entry.eventId())
        .put("notification_type", entry.type().word())
        .put("public_id", entry.subject())
        .put("url", entry.url())
        .put("state", entry.state())
        .put("attempts", entry.attempts())
        .put("created_at", entry.createdAt().toString())
        .put("due_at", text(entry.dueAt()))
        .put("ended_at", text(entry.endedAt()))
        .put("last_status", entry.lastStatus())
        .put("last_error", entry.lastError());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
