package dev.darkroom.api;

import dev.darkroom.api.request.ClientGone;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where refusals and faults become answers: JSON for the APIs, the {@code
 * X-Cld-Error} header and an empty body for delivery.
 */
final class Refusals implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final String RETRY_SECONDS = "1";
  private static final int UNAVAILABLE = 503;
  private static final int FIRST_FAULT = 500;
  private static final int NOT_FOUND = 404;

  @Override
  public void handle(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    boolean nobodyListens = response.closed() || routing.failure() instanceof ClientGone;
    if (nobodyListens || response.ended()) {
      return;
    }
    Refusal refusal = refusal(routing);
    if (response.headWritten()) {
      // Half an answer is out: only a broken connection tells the client.
      routing.request().connection().close();
      return;
    }
    answer(routing, response, refusal);
  }

  private static void answer(RoutingContext routing, HttpServerResponse response, Refusal refusal) {
    Family family = Family.of(routing);
    int status = family.status(refusal.code());
    response.setStatusCode(status);
    response.headers().remove(HttpHeaders.CONTENT_LENGTH);
    if (refusal.code() == ErrorCode.OVERLOADED || status == UNAVAILABLE) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    if (family == Family.DELIVERY) {
      response
          .putHeader("X-Cld-Error", headerText(refusal.getMessage()))
          .putHeader(
              HttpHeaders.CACHE_CONTROL, status < FIRST_FAULT ? "public, max-age=5" : "no-store")
          .end();
    } else {
      JsonObject error = JsonObject.of("message", refusal.getMessage());
      Answers.json(routing, JsonObject.of("error", error).encode());
    }
  }

  private static Refusal refusal(RoutingContext routing) {
    Throwable failure = routing.failure();
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    if (failure == null || routing.statusCode() < FIRST_FAULT) {
      return ofStatus(routing);
    }
    log(routing, failure);
    return new Refusal(ErrorCode.GENERAL_ERROR);
  }

  /** What the router itself refuses: a path that cannot be decoded, a method nobody serves. */
  private static Refusal ofStatus(RoutingContext routing) {
    String path = Answers.shown(String.valueOf(routing.request().path()));
    return routing.statusCode() == NOT_FOUND
        ? new Refusal(ErrorCode.UNKNOWN_ENDPOINT, path)
        : new Refusal(ErrorCode.INVALID_PARAMETER, "url", path);
  }

  private static void log(RoutingContext routing, @Nullable Throwable failure) {
    LOG.error(
        "{} {} failed, request {}",
        routing.request().method(),
        routing.request().path(),
        routing.response().headers().get("X-Request-Id"),
        failure);
  }

  /** Headers hold visible ASCII. */
  private static String headerText(String message) {
    return message.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
