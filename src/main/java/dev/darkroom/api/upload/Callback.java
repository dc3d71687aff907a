package dev.darkroom.api.upload;

import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.WebAddress;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The old way of browsers without cross-origin requests: the answer is a redirect to the page's own
 * URL, with the result as query parameters (reference/upload-api.md 1).
 */
record Callback(String url) {
  private static final int LONGEST = 8_000;
  private static final int FOUND = 302;

  /** The callback of a call, if it has one; only web addresses are redirected to. */
  static Optional<Callback> of(Parameters parameters) {
    Optional<String> url = parameters.text("callback");
    url.ifPresent(text -> {
      boolean plain = text.chars().allMatch(letter -> letter > ' ' && letter <= '~');
      if (!plain || text.length() > 2_000 || !WebAddress.isOne(text)) {
        String shown = text.length() <= 200 ? text : text.substring(0, 200) + "…";
        throw new Refusal(ErrorCode.INVALID_PARAMETER, "callback", shown);
      }
    });
    return url.map(Callback::new);
  }

  /** Ends the response with a redirect; the body is returned as it is. */
  String redirect(Exchange exchange, String body) {
    HttpServerResponse response = exchange.routing().response();
    if (!response.closed() && !response.ended()) {
      response
          .setStatusCode(FOUND)
          .putHeader(HttpHeaders.LOCATION, location(new JsonObject(body)))
          .end();
    }
    return body;
  }

  /** The URL with every member that is text, a number or a boolean, as far as there is room. */
  String location(JsonObject result) {
    int hash = url.indexOf('#');
    StringBuilder location = new StringBuilder(hash < 0 ? url : url.substring(0, hash));
    char separator = location.indexOf("?") < 0 ? '?' : '&';
    for (Map.Entry<String, Object> member : result) {
      String value = String.valueOf(member.getValue());
      String pair = escaped(member.getKey()) + "=" + escaped(value);
      if (location.length() + pair.length() < LONGEST) {
        location.append(separator).append(pair);
        separator = '&';
      }
    }
    return location + (hash < 0 ? "" : url.substring(hash));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
