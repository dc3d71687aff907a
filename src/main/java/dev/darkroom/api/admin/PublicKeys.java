package dev.darkroom.api.admin;

import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.ListSigningPairs;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;

/**
 * {@code GET /v1_1/:cloud/.well-known/jwks.json}: the public keys that {@code X-Cld-Signature_v2}
 * is verified with, for anybody. Ours: the contract publishes none.
 */
public final class PublicKeys implements Endpoint {
  private final Bus bus;

  /** The endpoint. */
  public PublicKeys(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<String> answer(Exchange exchange) {
    String cloud = exchange.path("cloud");
    return bus.request(FindEnvironment.ADDRESS, new FindEnvironment(cloud))
        .recover(unknown -> Future.failedFuture(unknown(cloud)))
        .map(Environment::id)
        .compose(id -> bus.request(ListSigningPairs.ADDRESS, new ListSigningPairs(id, false)))
        .map(Answer::body)
        .onSuccess(keys ->
            exchange.routing().response().putHeader("Cache-Control", "public, max-age=300"));
  }

  private static Refusal unknown(String cloud) {
    return new Refusal(ErrorCode.NOT_FOUND, "Cloud", Entry.shown(cloud));
  }
}
