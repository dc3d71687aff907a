package dev.darkroom.api.inbox;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.EmptyInbox;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.KeepArrival;
import dev.darkroom.protocol.ListArrivals;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SetInbox;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code /inbox/:name}: a receiver of notifications for demos and tests. POST keeps what arrives
 * and answers as it was told to, GET shows it, PUT tells it how to answer, DELETE forgets. Ours,
 * and open to whoever reaches the port.
 */
public final class InboxHandler {
  private static final String PATH = "/inbox/(?<name>[A-Za-z0-9._-]{1,64})/?";
  private static final int LONGEST_WAIT_SECONDS = 60;

  private final Bus bus;

  /** The receiver. */
  public InboxHandler(Bus bus) {
    this.bus = bus;
  }

  /** Adds its routes. */
  public void add(Router router) {
    router.postWithRegex(PATH).handler(routing -> answer(routing, this::keep));
    router.getWithRegex(PATH).handler(routing -> answer(routing, this::list));
    router.putWithRegex(PATH).handler(routing -> answer(routing, this::set));
    router.deleteWithRegex(PATH).handler(routing -> answer(routing, this::empty));
  }

  private static void answer(
      RoutingContext routing, Function<RoutingContext, Future<JsonObject>> endpoint) {
    Future<JsonObject> answer;
    try {
      answer = endpoint.apply(routing);
    } catch (Refusal refusal) {
      answer = Future.failedFuture(refusal);
    }
    answer.onComplete(
        json -> write(routing, json),
        failure -> {
          if (failure instanceof Refusal refusal) {
            routing.response().setStatusCode(refusal.code().status());
            JsonObject message = JsonObject.of("message", refusal.getMessage());
            write(routing, JsonObject.of("error", message));
          } else {
            routing.fail(failure);
          }
        });
  }

  /** Pages are for people, the rest for programs. */
  private static void write(RoutingContext routing, JsonObject json) {
    if (routing.response().ended() || routing.response().closed()) {
      return;
    }
    String accept = routing.request().getHeader(HttpHeaders.ACCEPT);
    boolean page = accept != null && accept.contains("text/html") && json.containsKey("arrivals");
    if (page) {
      routing
          .response()
          .putHeader("Content-Security-Policy", InboxPage.POLICY)
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
          .end(InboxPage.of(json));
    } else {
      routing
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
          .end(json.encode());
    }
  }

  private Future<JsonObject> keep(RoutingContext routing) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : routing.request().headers()) {
      headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
    }
    return SmallBody.of(routing.request())
        .compose(body ->
            bus.request(
                KeepArrival.ADDRESS, new KeepArrival(name(routing), headers, encoded(body))))
        .map(kept -> {
          routing.response().setStatusCode(kept.status());
          return JsonObject.of("id", kept.id());
        });
  }

  private Future<JsonObject> list(RoutingContext routing) {
    int count = (int) number(routing, "count", 0, 100);
    int wait = (int) number(routing, "wait_seconds", 0, LONGEST_WAIT_SECONDS);
    long after = number(routing, "after", 0, Long.MAX_VALUE);
    ListArrivals asked =
        new ListArrivals(name(routing), after, wait > 0 ? Math.max(1, count) : 0, wait * 1_000);
    return bus.request(ListArrivals.ADDRESS, asked).map(InboxHandler::json);
  }

  private Future<JsonObject> set(RoutingContext routing) {
    return SmallBody.of(routing.request())
        .compose(body -> {
          JsonObject manner = SmallBody.json(body);
          int status = (int) member(manner, "status", 200, 200, 599);
          int times = (int) member(manner, "times", 0, 0, 1_000_000);
          SetInbox message = new SetInbox(name(routing), status, times);
          return bus.request(SetInbox.ADDRESS, message)
              .map(done -> new JsonObject().put("inbox", message.name()).put("status", status));
        });
  }

  private Future<JsonObject> empty(RoutingContext routing) {
    return bus.request(EmptyInbox.ADDRESS, new EmptyInbox(name(routing))).map(InboxHandler::json);
  }

  private static JsonObject json(Answer answer) {
    return new JsonObject(answer.body());
  }

  private static String encoded(Buffer body) {
    return Base64.getEncoder().encodeToString(body.getBytes());
  }

  private static String name(RoutingContext routing) {
    return String.valueOf(routing.pathParam("name"));
  }

  private static long member(JsonObject json, String name, long otherwise, long least, long most) {
    Object value = json.getValue(name);
    return value == null ? otherwise : bounded(name, String.valueOf(value), least, most);
  }

  private static long number(RoutingContext routing, String name, long least, long most) {
    String text = routing.request().getParam(name);
    return text == null || text.isEmpty() ? least : bounded(name, text, least, most);
  }

  private static long bounded(String name, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException no) {
      // Refused below, with what is out of bounds.
    }
    throw new Refusal(
        ErrorCode.INVALID_PARAMETER,
        name,
        text.length() <= 80 ? text : text.substring(0, 80) + "…");
  }
}
