package dev.darkroom.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /readyz}: runs every check and names the ones that fail. */
final class Health implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final String OK = "ok";

  private final List<HealthCheck> checks;

  Health(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  @Override
  public void handle(RoutingContext routing) {
    List<Future<String>> verdicts = checks.stream().map(Health::verdict).toList();
    Future.join(verdicts)
        .onComplete(all -> {
          JsonObject answer = new JsonObject();
          boolean ready = true;
          for (int at = 0; at < checks.size(); at++) {
            String verdict = verdicts.get(at).result();
            ready &= verdict.equals(OK);
            answer.put(checks.get(at).name(), verdict);
          }
          routing.response().setStatusCode(ready ? 200 : 503);
          String status = ready ? OK : "unavailable";
          Answers.json(routing, JsonObject.of("status", status, "checks", answer).encode());
        });
  }

  private static Future<String> verdict(HealthCheck check) {
    Future<Void> outcome;
    try {
      outcome = check.check().get().timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException broken) {
      outcome = Future.failedFuture(broken);
    }
    return outcome
        .map(OK)
        .otherwise(reason -> {
          LOG.warn("{} is not ready: {}", check.name(), reason.toString());
          return "failed";
        });
  }
}
