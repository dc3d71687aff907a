package dev.darkroom.api.upload;

import dev.darkroom.api.request.Authentication;
import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FindEnvironment;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What every call of the Upload API but the upload itself passes: its parameters, then a signature
 * over them or Basic credentials (reference/upload-api.md 2).
 */
public final class UploadGuard {
  private final Bus bus;
  private final BodyReader bodies;
  private final InstantSource clock;

  /** The guard. */
  public UploadGuard(Bus bus, BodyReader bodies, InstantSource clock) {
    this.bus = bus;
    this.bodies = bodies;
    this.clock = clock;
  }

  /** The endpoint behind the guard. */
  public Endpoint guard(Function<Call, Future<String>> endpoint) {
    return exchange ->
        bus.request(FindEnvironment.ADDRESS, new FindEnvironment(exchange.path("cloud")))
            .compose(environment ->
                bodies
                    .parameters(exchange.request())
                    .map(parameters -> verify(exchange, environment, parameters)))
            .compose(endpoint);
  }

  private Call verify(Exchange exchange, Environment environment, Parameters parameters) {
    Instant now = clock.instant();
    return new Call(
        exchange,
        exchange.requester(
            environment,
            Authentication.ofCall(environment, parameters, exchange.credentials(), now),
            now),
        parameters);
  }
}
