package dev.darkroom.api.serve;

import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.ParameterSpellings;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.SearchParameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SearchAssets;
import dev.darkroom.protocol.SignatureAlgorithm;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Search URLs: {@code [/cloud]/search/signature/ttl/query[/cursor]}, which anybody may open and
 * caches keep for the ttl (reference/admin-api.md 7).
 */
public final class SearchUrlHandler implements Handler<RoutingContext> {
  /** What such a path looks like; everything else is left to the delivery of assets. */
  public static final String PATH =
      "(?:/(?<cloud>[^/]+))?/search/(?<signature>[0-9a-fA-F]{64})/(?<ttl>\\d{1,9})"
          + "/(?<query>[A-Za-z0-9_=+-]+)(?:/(?<cursor>[0-9a-fA-F]+))?/?";

  private final Bus bus;
  private final String defaultCloud;

  /**
   * The handler.
   *
   * @param defaultCloud the cloud of URLs that name none
   */
  public SearchUrlHandler(Bus bus, String defaultCloud) {
    this.bus = bus;
    this.defaultCloud = defaultCloud;
  }

  @Override
  public void handle(RoutingContext routing) {
    String cloud = Optional.ofNullable(routing.pathParam("cloud")).orElse(defaultCloud);
    bus.request(FindEnvironment.ADDRESS, new FindEnvironment(cloud))
        .map(environment -> message(routing, environment))
        .compose(message -> bus.request(SearchAssets.ADDRESS, message))
        .onComplete(answer -> respond(routing, answer), routing::fail);
  }

  private static SearchAssets message(RoutingContext routing, Environment environment) {
    String query = routing.pathParam("query");
    verify(routing.pathParam("signature"), routing.pathParam("ttl") + query, environment);
    Exchange.of(routing).serves(environment);
    Parameters parameters = new ParameterSpellings().json(decoded(query)).collect();
    return new SearchParameters(parameters).ofAssets(environment.id(), routing.pathParam("cursor"));
  }

  /** All keys are tried alike, so that the time taken tells nothing. */
  private static void verify(String given, String signed, Environment environment) {
    boolean found = false;
    for (AccessKey key : environment.keys()) {
      byte[] expected = sha256(signed + key.secret()).getBytes(StandardCharsets.US_ASCII);
      byte[] sent = given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
      found |= key.enabled() && MessageDigest.isEqual(expected, sent);
    }
    if (!found) {
      throw new Refusal(ErrorCode.INVALID_URL_SIGNATURE, given);
    }
  }

  private static String sha256(String text) {
    return HexFormat.of()
        .formatHex(SignatureAlgorithm.SHA256.hash(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Buffer decoded(String query) {
    try {
      String padless = query.replace("=", "").replace('+', '-');
      return Buffer.buffer(Base64.getUrlDecoder().decode(padless));
    } catch (IllegalArgumentException broken) {
      throw new Refusal(ErrorCode.INVALID_BODY, "the query is not Base64");
    }
  }

  private static void respond(RoutingContext routing, Answer answer) {
    if (!routing.response().closed()) {
      routing
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
          .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=" + routing.pathParam("ttl"))
          .end(answer.body());
    }
  }
}
