package dev.darkroom.api.request;

import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;

/**
 * One request on its way through the routes: what endpoints ask of it.
 *
 * @param requestId 32 lower-case hexadecimal characters
 */
public record Exchange(RoutingContext routing, String requestId) {
  private static final String KEY = "darkroom.exchange";
  private static final String SERVED = "darkroom.served";

  /** Begins an exchange; {@link #of} finds it again. */
  public static Exchange begin(RoutingContext routing, String requestId) {
    Exchange exchange = new Exchange(routing, requestId);
    routing.put(KEY, exchange);
    return exchange;
  }

  /** The exchange that was begun for this request. */
  public static Exchange of(RoutingContext routing) {
    Exchange exchange = routing.get(KEY);
    if (exchange == null) {
      throw new IllegalStateException("no exchange was begun");
    }
    return exchange;
  }

  /** The request itself. */
  public HttpServerRequest request() {
    return routing.request();
  }

  /** A part of the path that every address of the route has. */
  public String path(String name) {
    return Optional.ofNullable(routing.pathParam(name))
        .orElseThrow(() -> new Refusal(ErrorCode.MISSING_PARAMETER, name));
  }

  /** A part of the path that some addresses of the route have. */
  public Optional<String> optionalPath(String name) {
    return Optional.ofNullable(routing.pathParam(name));
  }

  /** The asset that the path names. */
  public AssetKey asset() {
    return new AssetKey(
        ResourceType.of(path("resourceType")),
        DeliveryType.of(path("type")),
        new PublicId(path("publicId")));
  }

  /** What the Authorization header says. */
  public Credentials credentials() {
    return Credentials.of(request().getHeader(HttpHeaders.AUTHORIZATION));
  }

  /** Says on whose behalf it is answered, once that is verified: its usage is counted. */
  public void serves(Environment environment) {
    routing.put(SERVED, environment.id());
  }

  /** Counts the answer, which has ended, if it was given on somebody's behalf. */
  public void count(Traffic traffic) {
    Long environmentId = routing.get(SERVED);
    if (environmentId != null) {
      traffic.count(environmentId, routing.response().bytesWritten());
    }
  }

  /** The verified sender. */
  public Requester requester(Environment environment, AccessKey key, Instant now) {
    serves(environment);
    String address =
        request().remoteAddress() == null ? "" : request().remoteAddress().hostAddress();
    Caller caller = new Caller(requestId, "api", key.apiKey(), String.valueOf(address), now);
    return new Requester(environment, key, caller);
  }
}
