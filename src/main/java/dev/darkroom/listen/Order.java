package dev.darkroom.listen;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param stream where the events come from, without its query
 * @param authorization of the {@code Authorization} header
 * @param forwardTo who gets them
 * @param events the types that are wanted, comma-separated; empty for all
 * @param since ISO time; null for now
 */
record Order(
    URI stream, String authorization, URI forwardTo, String events, @Nullable String since) {
  static final String USAGE =
      """
      usage: java -jar darkroom.jar listen --forward-to URL [--events upload,eager] [--since TIME]

        --forward-to  where each event is posted to, such as http://localhost:3000/webhook
        --events      only these types; without it, all
        --since       ISO time to begin at, such as 2026-01-31T12:00:00Z; without it, now

      CLOUDINARY_URL says which server and cloud to listen to:
        cloudinary://key:secret@cloud?upload_prefix=http://localhost:8080
      """;

  private static final Pattern SERVER =
      Pattern.compile("cloudinary://([^:/@]+):([^@]+)@([^/?]+)(?:[/?].*)?");
  private static final Pattern PREFIX = Pattern.compile("[?&]upload_prefix=([^&]+)");
  private static final String USUAL_PREFIX = "http://localhost:8080";

  /** The secret never shows in text. */
  @Override
  public String toString() {
    return "Order[" + stream + " to " + forwardTo + "]";
  }

  /** Fails with {@link IllegalArgumentException}, whose message is for whoever typed it. */
  static Order of(List<String> arguments, Map<String, String> environment) {
    Deque<String> left = new ArrayDeque<>(arguments);
    String forwardTo = null;
    String events = "";
    String since = null;
    while (!left.isEmpty()) {
      String name = left.pop();
      String value = left.isEmpty() ? null : left.pop();
      if (value == null) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      switch (name) {
        case "--forward-to" -> forwardTo = value;
        case "--events" -> events = value;
        case "--since" -> since = time(value);
        default -> throw new IllegalArgumentException("unknown option " + name);
      }
    }
    if (forwardTo == null) {
      throw new IllegalArgumentException("--forward-to is missing");
    }
    return of(environment, http(forwardTo, "--forward-to"), events, since);
  }

  private static Order of(
      Map<String, String> environment, URI forwardTo, String events, @Nullable String since) {
    String url = environment.getOrDefault("CLOUDINARY_URL", "");
    Matcher server = SERVER.matcher(url);
    if (!server.matches()) {
      throw new IllegalArgumentException(
          "CLOUDINARY_URL must look like cloudinary://key:secret@cloud?upload_prefix=…");
    }
    Matcher given = PREFIX.matcher(url);
    String prefix = given.find() ? decoded(given.group(1)) : USUAL_PREFIX;
    URI base = http(prefix.replaceAll("/+$", ""), "upload_prefix");
    String credentials = decoded(server.group(1)) + ":" + decoded(server.group(2));
    return new Order(
        URI.create(base + "/v1_1/" + server.group(3) + "/notifications/stream"),
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
        forwardTo,
        events,
        since);
  }

  private static URI http(String text, String name) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException unreadable) {
      // Refused below, with what is readable but no such address.
    }
    throw new IllegalArgumentException(name + " must be an http or https URL, not '" + text + "'");
  }

  private static String time(String text) {
    try {
      return OffsetDateTime.parse(text).toString();
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException("--since must be an ISO time, not '" + text + "'");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
