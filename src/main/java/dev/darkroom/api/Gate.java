package dev.darkroom.api;

import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.Traffic;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes first: it gets its id, a place inside or a refusal, a deadline, and a
 * line in the access log. Bodies wait until an endpoint asks for them.
 */
final class Gate {
  private static final Logger ACCESS = LoggerFactory.getLogger("dev.darkroom.access");
  private static final String RETRY_SECONDS = "1";

  /** No name may hold it, and no database text can. */
  private static final String NUL = "%00";

  /** So far a client that sends too much is heard to its end, and so sees why it was refused. */
  private static final int DRAINED_FILES = 10;

  private final Vertx vertx;
  private final Admission admission;
  private final Drain drain;
  private final Duration deadline;
  private final Traffic traffic;

  Gate(Vertx vertx, Admission admission, ApiSettings.Limits limits, Traffic traffic) {
    this.vertx = vertx;
    this.admission = admission;
    this.traffic = traffic;
    this.drain = new Drain(vertx, DRAINED_FILES * limits.fileBytes() + limits.textBytes());
    this.deadline = limits.request();
  }

  /** Gives the request its id. */
  void name(RoutingContext routing) {
    Exchange.begin(routing, identify(routing.request()));
    routing.next();
  }

  /** Lets the request in, for as long as the deadline allows; its body waits. */
  void admit(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    boolean hasBody = BodyReader.hasBody(request);
    if (hasBody) {
      request.pause();
    }
    boolean admitted = admission.enter();
    long start = System.nanoTime();
    long timer = vertx.setTimer(deadline.toMillis(), late -> request.connection().close());
    onEnd(
        routing.response(),
        () -> {
          vertx.cancelTimer(timer);
          if (admitted) {
            admission.leave();
          }
          if (hasBody && !routing.response().closed()) {
            drain.drain(request);
          }
          Exchange.of(routing).count(traffic);
          log(routing, start);
        });
    if (!admitted) {
      throw new Refusal(ErrorCode.OVERLOADED, RETRY_SECONDS);
    }
    String path = String.valueOf(request.path());
    if (path.contains(NUL)) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "url", path);
    }
    routing.next();
  }

  /** What is not even HTTP, or too long to read: the server refuses it, we only name it. */
  static void invalid(HttpServerRequest request) {
    identify(request);
    HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
  }

  private static String identify(HttpServerRequest request) {
    String id = UUID.randomUUID().toString().replace("-", "");
    request.response().putHeader("X-Request-Id", id);
    return id;
  }

  /**
   * Runs the work once, when the answer is out or its connection is gone. The router's own end
   * handler is not used: it also runs when a multipart body cannot be read, before the answer.
   */
  private static void onEnd(HttpServerResponse response, Runnable work) {
    AtomicBoolean done = new AtomicBoolean();
    Handler<Void> once =
        ended -> {
          if (done.compareAndSet(false, true)) {
            work.run();
          }
        };
    response.endHandler(once);
    response.closeHandler(once);
  }

  /** Without the query string: it may hold signatures. */
  private static void log(RoutingContext routing, long start) {
    if (ACCESS.isDebugEnabled()) {
      ACCESS.debug(
          "{} {} {} {} ms {}",
          routing.request().method(),
          Answers.shown(String.valueOf(routing.request().path())),
          routing.response().getStatusCode(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
          Exchange.of(routing).requestId());
    }
  }
}
