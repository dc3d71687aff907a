package dev.darkroom.api.admin;

import dev.darkroom.api.request.Authentication;
import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.HttpDate;
import dev.darkroom.api.request.Requester;
import dev.darkroom.api.request.Staging;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every call of the Admin API passes: Basic credentials, the hour's count with its three
 * headers, and its parameters (reference/admin-api.md 1).
 */
public final class AdminGuard {
  private final Bus bus;
  private final BodyReader bodies;
  private final RateLimit limit;
  private final InstantSource clock;

  /** The guard. */
  public AdminGuard(Bus bus, BodyReader bodies, RateLimit limit, InstantSource clock) {
    this.bus = bus;
    this.bodies = bodies;
    this.limit = limit;
    this.clock = clock;
  }

  /** The endpoint behind the guard. */
  public Endpoint guard(Function<Call, Future<String>> endpoint) {
    return guard(null, (call, file) -> endpoint.apply(call));
  }

  /** An endpoint that takes a file; what is staged is its to discard, however it ends. */
  Endpoint guard(
      @Nullable Staging staging, BiFunction<Call, @Nullable StagedBlob, Future<String>> endpoint) {
    return exchange ->
        bus.request(FindEnvironment.ADDRESS, new FindEnvironment(exchange.path("cloud")))
            .recover(AdminGuard::asMismatch)
            .map(environment -> verify(exchange, environment))
            .compose(requester ->
                bodies
                    .form(exchange.request(), staging)
                    .compose(form ->
                        endpoint.apply(
                            new Call(exchange, requester, form.parameters()),
                            form.file() == null ? null : form.file().blob())));
  }

  /** A wrong cloud name is told as a wrong secret (reference/admin-api.md 1). */
  private static Future<Environment> asMismatch(Throwable failure) {
    boolean unknown =
        failure instanceof Refusal refusal && refusal.code() == ErrorCode.INVALID_CLOUD_NAME;
    return Future.failedFuture(unknown ? new Refusal(ErrorCode.API_SECRET_MISMATCH) : failure);
  }

  private Requester verify(Exchange exchange, Environment environment) {
    Instant now = clock.instant();
    Requester requester =
        exchange.requester(
            environment, Authentication.ofAdmin(environment, exchange.credentials()), now);
    RateLimit.Standing standing = limit.count(environment.id(), now);
    tell(exchange.routing().response(), standing);
    if (standing.exceeded()) {
      throw new Refusal(
          ErrorCode.RATE_LIMITED,
          "Limit of "
              + standing.limit()
              + " api operations. Try again on "
              + HttpDate.of(standing.reset()));
    }
    return requester;
  }

  private static void tell(HttpServerResponse response, RateLimit.Standing standing) {
    response
        .putHeader("X-FeatureRateLimit-Limit", Integer.toString(standing.limit()))
        .putHeader("X-FeatureRateLimit-Remaining", Integer.toString(standing.remaining()))
        .putHeader("X-FeatureRateLimit-Reset", HttpDate.of(standing.reset()));
  }
}
