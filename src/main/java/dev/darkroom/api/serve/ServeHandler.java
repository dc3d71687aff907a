package dev.darkroom.api.serve;

import dev.darkroom.api.request.Exchange;
import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.CheckTransformation;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveryToken;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.language.NamedTransformations;
import dev.darkroom.transform.language.Transformation;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET|HEAD} of a delivery URL: checks its signature or token, asks for the bytes, and sends
 * them or the part that the client lacks (reference/delivery-and-transformations.md 1 and 9).
 */
public final class ServeHandler implements Handler<RoutingContext> {
  private static final String SHARED = "public, max-age=2592000";
  private static final String SIGNED = "private, max-age=2592000";

  /** What is drawn anew when the assets of its tag change, under the same URL. */
  private static final String CHANGING = "public, max-age=60";

  private static final String NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private final Bus bus;
  private final BlobStore blobs;
  private final Rules rules;
  private final InstantSource clock;

  /**
   * What holds for every URL.
   *
   * @param defaultCloud the cloud of URLs that name none
   * @param strict whether URLs without a signature may only use transformations that are allowed
   * @param openFetch whether such URLs may name what is fetched
   */
  public record Rules(String defaultCloud, boolean strict, boolean openFetch) {}

  /** The handler. */
  public ServeHandler(Bus bus, BlobStore blobs, Rules rules, InstantSource clock) {
    this.bus = bus;
    this.blobs = blobs;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpMethod method = routing.request().method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      throw new Refusal(ErrorCode.METHOD_NOT_ALLOWED, method.name(), "a delivery URL");
    }
    DeliveryUrl url = DeliveryPath.parse(routing.request().path(), rules.defaultCloud());
    bus.request(FindEnvironment.ADDRESS, new FindEnvironment(url.cloud()))
        .map(environment -> admitted(routing, url, environment))
        .compose(message -> allowed(message, url))
        .compose(message -> bus.request(DeliverAsset.ADDRESS, message))
        .recover(failure -> Future.failedFuture(url.refusal(failure)))
        .onComplete(asset -> respond(routing, url, asset), routing::fail);
  }

  private DeliverAsset admitted(RoutingContext routing, DeliveryUrl url, Environment environment) {
    DeliverAsset message = message(url, environment, token(routing.request(), url));
    Exchange.of(routing).serves(environment);
    return message;
  }

  private @Nullable DeliveryToken token(HttpServerRequest request, DeliveryUrl url) {
    SocketAddress client = request.remoteAddress();
    AuthTokens.Visit visit =
        new AuthTokens.Visit(
            request.path(),
            request.query(),
            request.getHeader(HttpHeaders.COOKIE),
            url.cloud(),
            client == null ? "" : String.valueOf(client.hostAddress()));
    return AuthTokens.of(visit, clock.instant()).orElse(null);
  }

  private DeliverAsset message(
      DeliveryUrl url, Environment environment, @Nullable DeliveryToken token) {
    boolean trusted = isSigned(url, environment) || (token != null && token.isMadeBy(environment));
    boolean open = url.key().type() != DeliveryType.FETCH || rules.openFetch();
    if (!trusted && (url.needsSignature() || !open)) {
      throw new Refusal(ErrorCode.ACCESS_DENIED);
    }
    Transformation.parse(NamedTransformations.without(url.pixels()));
    return new DeliverAsset(
        environment.id(), url.key(), url.transformation(), url.format(), trusted, token);
  }

  /** The message, unless strict transformations forbid it: no token allows another one. */
  private Future<DeliverAsset> allowed(DeliverAsset message, DeliveryUrl url) {
    if (!rules.strict() || url.signature() != null || message.transformation().isEmpty()) {
      return Future.succeededFuture(message);
    }
    CheckTransformation check =
        new CheckTransformation(message.environmentId(), message.transformation());
    return bus.request(CheckTransformation.ADDRESS, check).map(message);
  }

  /** Whether it is signed, and rightly so: a wrong signature is refused whatever is asked for. */
  private static boolean isSigned(DeliveryUrl url, Environment environment) {
    String signature = url.signature();
    if (signature != null
        && !UrlSignature.matches(signature, url.signedTexts(), environment.keys())) {
      throw new Refusal(ErrorCode.INVALID_URL_SIGNATURE, signature);
    }
    return signature != null;
  }

  private void respond(RoutingContext routing, DeliveryUrl url, DeliveredAsset asset) {
    HttpServerRequest request = routing.request();
    HttpServerResponse response = routing.response();
    if (response.closed()) {
      return;
    }
    Freshness freshness = new Freshness('"' + asset.etag() + '"', asset.modified());
    describe(response, url, asset, freshness);
    if (freshness.isCurrent(
        request.getHeader(HttpHeaders.IF_NONE_MATCH),
        request.getHeader(HttpHeaders.IF_MODIFIED_SINCE))) {
      response.setStatusCode(304).end();
      return;
    }
    // Ranges are defined for GET alone (RFC 9110 section 14.2).
    boolean whole =
        !request.method().equals(HttpMethod.GET)
            || !freshness.allowsRange(request.getHeader("If-Range"));
    String header = whole ? null : request.getHeader("Range");
    long size = asset.blob().size();
    switch (ByteRange.of(header, size)) {
      case ByteRange.Everything() -> send(routing, asset, 0, size);
      case ByteRange.Part(long offset, long length) -> {
        response
            .setStatusCode(206)
            .putHeader(
                HttpHeaders.CONTENT_RANGE,
                "bytes " + offset + "-" + (offset + length - 1) + "/" + size);
        send(routing, asset, offset, length);
      }
      case ByteRange.Unsatisfiable() ->
          response.setStatusCode(416).putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size).end();
    }
  }

  private static String cacheControl(DeliveryType type) {
    return switch (type) {
      case UPLOAD, TEXT -> SHARED;
      case SPRITE, MULTI -> CHANGING;
      case PRIVATE,
          AUTHENTICATED,
          FETCH,
          LIST,
          FACEBOOK,
          TWITTER,
          TWITTER_NAME,
          GRAVATAR,
          YOUTUBE,
          HULU,
          VIMEO,
          ANIMOTO,
          WORLDSTARHIPHOP,
          DAILYMOTION ->
          SIGNED;
    };
  }

  private static void describe(
      HttpServerResponse response, DeliveryUrl url, DeliveredAsset asset, Freshness freshness) {
    String type =
        url.isRaw()
            ? MediaTypes.ofName(url.key().publicId().name())
            : MediaTypes.ofFormat(asset.format());
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.ETAG, freshness.etag())
        .putHeader(HttpHeaders.LAST_MODIFIED, freshness.lastModified())
        .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
        .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl(url.key().type()))
        .putHeader("Timing-Allow-Origin", "*")
        .putHeader("X-Content-Type-Options", "nosniff");
    asset.headers().forEach(response::putHeader);
    if (url.attachment() != null) {
      response.putHeader("Content-Disposition", url.savedAs(asset.format()).disposition());
    }
    if (url.isRaw() || MediaTypes.isActive(type)) {
      response.putHeader("Content-Security-Policy", NO_SCRIPTS);
    }
  }

  private void send(RoutingContext routing, DeliveredAsset asset, long offset, long length) {
    HttpServerResponse response = routing.response();
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
    if (routing.request().method().equals(HttpMethod.HEAD) || length == 0) {
      response.end();
      return;
    }
    blobs
        .send(asset.blob(), offset, length, response)
        .onFailure(failure -> {
          if (!response.headWritten()) {
            routing.fail(failure);
          } else if (!response.closed()) {
            // The status is gone already: only a broken connection tells the client.
            routing.request().connection().close();
          }
        });
  }
}
