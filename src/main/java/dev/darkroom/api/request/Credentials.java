package dev.darkroom.api.request;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the {@code Authorization} header says. */
public sealed interface Credentials {
  /** An API key and its secret. */
  record Basic(String apiKey, String secret) implements Credentials {
    @Override
    public String toString() {
      return "Basic[" + apiKey + "]";
    }
  }

  /** An OAuth token; this server issues none. */
  record Bearer() implements Credentials {}

  /** No header, or one that cannot be read. */
  record None() implements Credentials {}

  /** Reads the header; URL-safe base64 (the Ruby SDK) and missing padding are accepted. */
  static Credentials of(@Nullable String header) {
    String text = header == null ? "" : header.strip();
    String scheme = text.toLowerCase(Locale.ROOT);
    if (scheme.startsWith("bearer ")) {
      return new Bearer();
    }
    return scheme.startsWith("basic ") ? basic(text.substring(6).strip()) : new None();
  }

  private static Credentials basic(String encoded) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded.replace('-', '+').replace('_', '/'));
      String pair = new String(bytes, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? new None()
          : new Basic(pair.substring(0, colon), pair.substring(colon + 1));
    } catch (IllegalArgumentException notBase64) {
      return new None();
    }
  }
}
