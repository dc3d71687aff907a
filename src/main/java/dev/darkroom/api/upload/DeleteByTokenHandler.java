package dev.darkroom.api.upload;

import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.DeleteByToken;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FindEnvironment;
import io.vertx.core.Future;
import java.time.InstantSource;

/**
 * {@code POST /v1_1/:cloud/delete_by_token} (reference/upload-api.md 5.4): whoever has the token
 * may delete the asset, without any other credentials.
 */
public final class DeleteByTokenHandler implements Endpoint {
  private final Bus bus;
  private final BodyReader bodies;
  private final InstantSource clock;

  /** The handler. */
  public DeleteByTokenHandler(Bus bus, BodyReader bodies, InstantSource clock) {
    this.bus = bus;
    this.bodies = bodies;
    this.clock = clock;
  }

  @Override
  public Future<String> answer(Exchange exchange) {
    return bus.request(FindEnvironment.ADDRESS, new FindEnvironment(exchange.path("cloud")))
        .compose(environment ->
            bodies
                .parameters(exchange.request())
                .map(sent -> message(exchange, environment, sent.required("token"))))
        .compose(message -> bus.request(DeleteByToken.ADDRESS, message))
        .map(Answer::body);
  }

  private DeleteByToken message(Exchange exchange, Environment environment, String token) {
    Caller caller =
        exchange.requester(environment, environment.signingKey(), clock.instant()).caller();
    return new DeleteByToken(environment.id(), caller, token);
  }
}
