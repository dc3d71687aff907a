package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CheckSignature;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1_1/:cloud/notifications/verify}: the signature debugger. It is given what a
 * receiver got, {@code body} (or {@code body_base64}, for the exact bytes) and {@code headers}, and
 * says which signatures hold, and which byte differs from what was sent. Ours.
 */
public final class VerifyEndpoints implements CallGroup {
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_BODY = 4 * 1024 * 1024;
  private static final Pattern ID = Pattern.compile("(?:evt_)?(\\d{1,18})");

  private final Bus bus;

  /** The endpoint. */
  public VerifyEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, "notifications/verify", this::verify);
  }

  private Future<String> verify(Call call) {
    Map<String, String> headers = headers(call.parameters());
    CheckSignature message =
        new CheckSignature(
            call.environment().id(),
            body(call.parameters()),
            headers,
            delivery(call.parameters(), headers).orElse(null),
            event(headers).orElse(null),
            call.parameters()
                .text("url")
                .map(url -> ListingParameters.bounded("url", url))
                .orElse(null));
    return bus.request(CheckSignature.ADDRESS, message).map(Answer::body);
  }

  /** Base64. An empty body is one, too: something may have read it before. */
  private static String body(Parameters parameters) {
    Optional<String> encoded = parameters.text("body_base64");
    if (encoded.isPresent()) {
      return bounded(decoded(encoded.get()));
    }
    if (!parameters.names().contains("body")) {
      parameters.required("body");
    }
    String text = String.join(",", parameters.items("body"));
    return bounded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException broken) {
      throw ListingParameters.invalid("body_base64", text);
    }
  }

  private static String bounded(byte[] body) {
    if (body.length > LONGEST_BODY) {
      throw ListingParameters.invalid("body", "it is larger than " + LONGEST_BODY + " bytes");
    }
    return Base64.getEncoder().encodeToString(body);
  }

  /** A JSON object, or the lines as a receiver logged them. */
  private static Map<String, String> headers(Parameters parameters) {
    String text = parameters.required("headers");
    Map<String, String> headers = new LinkedHashMap<>();
    if (text.startsWith("{")) {
      parameters.map("headers").forEach((name, value) -> put(headers, name, value));
    } else {
      text.lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> {
            int colon = line.indexOf(':', 1);
            if (colon < 0) {
              throw ListingParameters.invalid("headers", line);
            }
            put(headers, line.substring(0, colon), line.substring(colon + 1));
          });
    }
    if (headers.size() > MOST_HEADERS) {
      throw ListingParameters.invalid("headers", "there are more than " + MOST_HEADERS);
    }
    return headers;
  }

  private static void put(Map<String, String> headers, String name, String value) {
    headers.put(name.strip().toLowerCase(Locale.ROOT), value.strip());
  }

  /** What was sent: as it is said, else as the headers say. */
  private static Optional<Long> delivery(Parameters parameters, Map<String, String> headers) {
    return parameters.has("delivery_id")
        ? Optional.of(parameters.requiredNumber("delivery_id", 1, Long.MAX_VALUE))
        : number(headers.get("x-darkroom-delivery"));
  }

  /** {@code webhook-id} is the event's: it is the same for all of its deliveries. */
  private static Optional<Long> event(Map<String, String> headers) {
    return number(headers.get("x-darkroom-event")).or(() -> number(headers.get("webhook-id")));
  }

  private static Optional<Long> number(@Nullable String text) {
    return Optional.ofNullable(text)
        .map(ID::matcher)
        .filter(Matcher::matches)
        .map(found -> Long.parseLong(found.group(1)));
  }
}
