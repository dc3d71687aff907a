package dev.darkroom.api.upload;

import dev.darkroom.api.request.Authentication;
import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.Requester;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.DestroyedAsset;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;

/** {@code POST /v1_1/:cloud/:resource_type/destroy} (reference/upload-api.md 5.3). */
public final class DestroyHandler implements Endpoint {
  private final Bus bus;
  private final BodyReader bodies;
  private final InstantSource clock;

  /** The handler. */
  public DestroyHandler(Bus bus, BodyReader bodies, InstantSource clock) {
    this.bus = bus;
    this.bodies = bodies;
    this.clock = clock;
  }

  @Override
  public Future<String> answer(Exchange exchange) {
    ResourceType type = ResourceType.of(exchange.path("resourceType"));
    return bus.request(FindEnvironment.ADDRESS, new FindEnvironment(exchange.path("cloud")))
        .compose(environment ->
            bodies
                .parameters(exchange.request())
                .map(parameters -> message(exchange, environment, type, parameters)))
        .compose(message -> bus.request(DestroyAsset.ADDRESS, message))
        .map(DestroyHandler::body);
  }

  private DestroyAsset message(
      Exchange exchange, Environment environment, ResourceType type, Parameters parameters) {
    Instant now = clock.instant();
    Requester requester =
        exchange.requester(
            environment,
            Authentication.ofCall(environment, parameters, exchange.credentials(), now),
            now);
    AssetKey key =
        new AssetKey(
            type,
            DeliveryType.of(parameters.text("type").orElse("upload")),
            new PublicId(parameters.required("public_id")));
    return new DestroyAsset(
        environment.id(),
        requester.caller(),
        key,
        parameters.notificationUrl("notification_url").orElse(null));
  }

  private static String body(DestroyedAsset destroyed) {
    return JsonObject.of("result", destroyed.found() ? "ok" : "not found").encode();
  }
}
