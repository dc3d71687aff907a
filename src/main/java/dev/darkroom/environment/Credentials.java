package dev.darkroom.environment;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An API key with its secret, and the cloud they open. The secret never shows in text. */
public record Credentials(String cloud, String apiKey, String secret) {

  /** Reads {@code cloudinary://key:secret@cloud}; null when it is none. */
  public static @Nullable Credentials parse(String url) {
    java.util.regex.Matcher parts =
        java.util.regex.Pattern.compile(
                "cloudinary://([^:/@\\s]+):([^:/@\\s]+)@([^:/@?\\s]+)(\\?.*)?")
            .matcher(url);
    return parts.matches() ? new Credentials(parts.group(3), parts.group(1), parts.group(2)) : null;
  }

  /** A new 15-digit key and a secret of 27 characters, as the original makes them. */
  public static Credentials generate(String cloud) {
    SecureRandom random = new SecureRandom();
    long key = random.nextLong(100_000_000_000_000L, 1_000_000_000_000_000L);
    byte[] secret = new byte[20];
    random.nextBytes(secret);
    return new Credentials(
        cloud, Long.toString(key), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** The configuration line of every SDK: it shows the secret. */
  public String cloudinaryUrl() {
    return "cloudinary://" + apiKey + ":" + secret + "@" + cloud;
  }

  /** The same line for a secret that its reader already knows. */
  public String withoutSecret() {
    return "cloudinary://" + apiKey + ":<secret>@" + cloud;
  }

  @Override
  public String toString() {
    return "Credentials[" + cloud + ", " + apiKey + "]";
  }
}
