package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.DeliveryFilter;
import dev.darkroom.protocol.DeliveryPage;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.ListDeliveries;
import dev.darkroom.protocol.NotificationUrl;
import dev.darkroom.protocol.PageRequest;
import dev.darkroom.protocol.RecoverDeliveries;
import dev.darkroom.protocol.Recovery;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResendDelivery;
import dev.darkroom.protocol.SendTestEvent;
import dev.darkroom.protocol.ShowDelivery;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1_1/:cloud/notifications}: the log of deliveries, newest first, one delivery with every
 * attempt, and what can be done about those that failed. Ours: the contract has none.
 */
public final class NotificationEndpoints implements CallGroup {
  private static final Set<String> STATES = Set.of("pending", "delivered", "dead");
  private static final int USUAL_PAGE = 10;
  private static final int LARGEST_PAGE = 500;
  private static final int LONGEST_ID = 18;

  private final Bus bus;

  /** The endpoints. */
  public NotificationEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "notifications", this::list);
    routes.on(HttpMethod.POST, "notifications/recover", this::recover);
    routes.on(HttpMethod.POST, "notifications/test", this::test);
    routes.on(HttpMethod.GET, "notifications/:id", this::show);
    routes.on(HttpMethod.POST, "notifications/:id/resend", this::resend);
  }

  /** The page that is asked for. */
  private Future<String> list(Call call) {
    return publicId(call)
        .compose(publicId -> {
          ListDeliveries message =
              new ListDeliveries(
                  call.environment().id(),
                  state(call),
                  call.parameters().text("next_cursor").orElse(null),
                  (int) call.parameters().number("max_results", USUAL_PAGE, 1, LARGEST_PAGE),
                  filter(call, publicId.orElse(null)));
          return bus.request(ListDeliveries.ADDRESS, message).map(NotificationEndpoints::json);
        });
  }

  /** The asset that the events tell of: by its name, or by its id as long as it is there. */
  private Future<Optional<String>> publicId(Call call) {
    Optional<String> given =
        call.parameters()
            .text("public_id")
            .map(text -> ListingParameters.bounded("public_id", text));
    Optional<String> assetId = call.parameters().text("asset_id");
    if (given.isPresent() || assetId.isEmpty()) {
      return Future.succeededFuture(given);
    }
    if (!assetId.get().matches("[0-9a-f]{32}")) {
      throw ListingParameters.invalid("asset_id", assetId.get());
    }
    DescribeAsset asked =
        new DescribeAsset(
            call.environment().id(),
            null,
            assetId.get(),
            List.of(),
            new PageRequest(1, null),
            null);
    return bus.request(DescribeAsset.ADDRESS, asked)
        .map(asset -> Optional.of(new JsonObject(asset.body()).getString("public_id")));
  }

  private static DeliveryFilter filter(Call call, @Nullable String publicId) {
    return new DeliveryFilter(
        publicId,
        type(call).orElse(null),
        call.parameters()
            .text("url")
            .map(text -> ListingParameters.bounded("url", text))
            .orElse(null),
        ListingParameters.time(call, "from"),
        ListingParameters.time(call, "to"));
  }

  private static @Nullable String state(Call call) {
    Optional<String> state =
        call.parameters().text("state").or(() -> call.parameters().text("status"));
    state
        .filter(word -> !STATES.contains(word))
        .ifPresent(word -> {
          throw ListingParameters.invalid("state", word);
        });
    return state.orElse(null);
  }

  /** The event type, if one is said. */
  static Optional<EventType> type(Call call) {
    Optional<String> word =
        call.parameters().text("event_type").or(() -> call.parameters().text("notification_type"));
    return word.map(text ->
        EventType.of(text)
            .filter(type -> type != EventType.ALL)
            .orElseThrow(() -> new Refusal(ErrorCode.INVALID_EVENT_TYPE, shown(text))));
  }

  private Future<String> show(Call call) {
    return bus.request(ShowDelivery.ADDRESS, new ShowDelivery(call.environment().id(), id(call)))
        .map(Answer::body);
  }

  private Future<String> resend(Call call) {
    long id = id(call);
    return bus.request(ResendDelivery.ADDRESS, new ResendDelivery(call.environment().id(), id))
        .map(done -> new JsonObject().put("id", id).put("message", "ok").encode());
  }

  /** Since when is required: everything that ever failed is seldom what is meant. */
  private Future<String> recover(Call call) {
    call.parameters().required("since");
    Instant since = ListingParameters.time(call, "since");
    if (since == null) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "since");
    }
    RecoverDeliveries message =
        new RecoverDeliveries(
            call.environment().id(),
            url(call.parameters()).orElse(null),
            type(call).orElse(null),
            since);
    return bus.request(RecoverDeliveries.ADDRESS, message)
        .map(begun ->
            new JsonObject()
                .put("status", begun.endedAt() == null ? "pending" : "complete")
                .put("batch_id", Recovery.batchId(begun.id()))
                .encode());
  }

  private Future<String> test(Call call) {
    Parameters parameters = call.parameters();
    Optional<String> trigger =
        parameters.text("trigger_id").map(text -> ListingParameters.bounded("trigger_id", text));
    Optional<String> url = trigger.isPresent() ? Optional.empty() : url(parameters);
    if (trigger.isEmpty()) {
      parameters.required("url");
    }
    SendTestEvent message =
        new SendTestEvent(
            call.environment().id(),
            call.requester().caller(),
            type(call).orElse(null),
            url.orElse(null),
            trigger.orElse(null));
    return bus.request(SendTestEvent.ADDRESS, message).map(Answer::body);
  }

  private static Optional<String> url(Parameters parameters) {
    return parameters.text("url").map(text -> new NotificationUrl(text).value());
  }

  private static long id(Call call) {
    String text = call.path("id");
    if (!text.matches("\\d{1," + LONGEST_ID + "}")) {
      throw new Refusal(ErrorCode.NOT_FOUND, "Notification", shown(text));
    }
    return Long.parseLong(text);
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
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
