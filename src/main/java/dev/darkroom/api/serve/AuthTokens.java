package dev.darkroom.api.serve;

import dev.darkroom.protocol.DeliveryToken;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code __cld_token__}, from the query or a cookie, and checks all of it but who made it:
 * its times, its client and its paths (reference/delivery-and-transformations.md 1.2). It is pure.
 */
final class AuthTokens {
  /** The query's name and the cookie's. */
  static final String NAME = "__cld_token__";

  private static final String HMAC = "~hmac=";
  private static final int LONGEST = 4_000;
  private static final Pattern UNSAFE = Pattern.compile("[ \"#%&'/:;<=>?@\\[\\\\\\]^`{|}~]");

  private AuthTokens() {}

  /**
   * Who asks for what, when.
   *
   * @param path as in the URL, with its percent escapes
   * @param query as in the URL
   * @param cookie the header of that name
   * @param cloud of the URL, which its path may begin with
   * @param client the address that the request came from
   */
  record Visit(
      String path, @Nullable String query, @Nullable String cookie, String cloud, String client) {
    /** With and without the cloud: private distributions have a host name instead. */
    List<String> paths() {
      String prefix = "/" + cloud + "/";
      return path.startsWith(prefix)
          ? List.of(path, path.substring(prefix.length() - 1))
          : List.of(path);
    }
  }

  /** The token that holds for this visit, if there is one; others count as none. */
  static Optional<DeliveryToken> of(Visit visit, Instant now) {
    return Stream.concat(values(visit.query(), "&"), values(visit.cookie(), ";"))
        .flatMap(value -> token(value, visit, now).stream())
        .findFirst();
  }

  private static Stream<String> values(@Nullable String text, String separator) {
    return text == null
        ? Stream.empty()
        : Stream.of(text.split(separator, -1))
            .map(String::strip)
            .filter(pair -> pair.startsWith(NAME + "=") && pair.length() <= LONGEST)
            .map(pair -> pair.substring(NAME.length() + 1));
  }

  private static Optional<DeliveryToken> token(String value, Visit visit, Instant now) {
    int end = value.lastIndexOf(HMAC);
    if (end < 0) {
      return Optional.empty();
    }
    String signed = value.substring(0, end);
    String hmac = value.substring(end + HMAC.length());
    Map<String, String> parts = parts(signed);
    if (!isTimely(parts, now) || !parts.getOrDefault("ip", visit.client()).equals(visit.client())) {
      return Optional.empty();
    }
    String acl = parts.get("acl");
    if (acl == null) {
      List<String> texts =
          visit.paths().stream().map(path -> signed + "~url=" + escaped(path)).toList();
      return Optional.of(new DeliveryToken(texts, hmac));
    }
    return visit.paths().stream().anyMatch(path -> covers(acl, path))
        ? Optional.of(new DeliveryToken(List.of(signed), hmac))
        : Optional.empty();
  }

  private static Map<String, String> parts(String signed) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : signed.split("~", -1)) {
      int equals = part.indexOf('=');
      parts.put(part.substring(0, Math.max(0, equals)), unescaped(part.substring(equals + 1)));
    }
    return parts;
  }

  private static boolean isTimely(Map<String, String> parts, Instant now) {
    long start = seconds(parts.getOrDefault("st", "0"), Long.MAX_VALUE);
    long end = seconds(parts.getOrDefault("exp", ""), Long.MIN_VALUE);
    return start <= now.getEpochSecond() && now.getEpochSecond() < end;
  }

  private static long seconds(String text, long otherwise) {
    return text.matches("\\d{1,12}") ? Long.parseLong(text) : otherwise;
  }

  /** Patterns are joined by {@code !}; {@code *} stands for anything. */
  private static boolean covers(String acl, String path) {
    return Stream.of(acl.split("!")).anyMatch(pattern -> matches(pattern, path));
  }

  /** Without regular expressions: a pattern is the client's text. */
  private static boolean matches(String pattern, String path) {
    String[] pieces = pattern.split("\\*", -1);
    if (pieces.length == 1) {
      return pattern.equals(path);
    }
    int at = pieces[0].length();
    if (!path.startsWith(pieces[0])) {
      return false;
    }
    for (int piece = 1; piece < pieces.length - 1; piece++) {
      int found = path.indexOf(pieces[piece], at);
      if (found < 0) {
        return false;
      }
      at = found + pieces[piece].length();
    }
    String last = pieces[pieces.length - 1];
    return path.length() - last.length() >= at && path.endsWith(last);
  }

  /** As SDKs escape it: a few characters as lower-case {@code %xx}. */
  private static String escaped(String path) {
    return UNSAFE
        .matcher(path)
        .replaceAll(found -> "%%%02x".formatted((int) found.group().charAt(0)));
  }

  private static String unescaped(String text) {
    Matcher escape = Pattern.compile("%([0-9a-fA-F]{2})").matcher(text);
    return escape.replaceAll(found ->
        Matcher.quoteReplacement(
            String.valueOf((char) Integer.parseInt(found.group(1).toLowerCase(Locale.ROOT), 16))));
  }
}
