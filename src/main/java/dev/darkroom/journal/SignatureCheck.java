package dev.darkroom.journal;

import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.NotificationSignature;
import dev.darkroom.protocol.SignatureAlgorithm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says of each signature of a notification whether it holds, by which key, and if not, why. Pure.
 */
final class SignatureCheck {
  static final String HASH = "X-Cld-Signature";
  static final String TIMESTAMP = "X-Cld-Timestamp";

  /** What the SDKs accept, in seconds. */
  private static final long LONGEST_AGE = 7_200;

  /** Seconds have ten digits for centuries to come, milliseconds thirteen. */
  private static final long FIRST_MILLISECONDS = 100_000_000_000L;

  private final Environment environment;
  private final byte[] body;
  private final Map<String, String> headers;
  private final Instant now;

  /**
   * A check.
   *
   * @param headers their names in lower case
   */
  SignatureCheck(Environment environment, byte[] body, Map<String, String> headers, Instant now) {
    this.environment = environment;
    this.body = body.clone();
    this.headers = Map.copyOf(headers);
    this.now = now;
  }

  /** One finding per signature that came. */
  List<SignatureFinding> findings(Published published) {
    List<SignatureFinding> findings = new ArrayList<>();
    String hash = headers.get("x-cld-signature");
    if (hash != null) {
      findings.add(hash(hash.strip()));
    }
    EdwardsCheck.finding(headers, body, published.keys(), now).ifPresent(findings::add);
    StandardCheck.finding(headers, body, published.secrets(), now).ifPresent(findings::add);
    return findings;
  }

  private SignatureFinding hash(String given) {
    String text = headers.getOrDefault("x-cld-timestamp", "").strip();
    Optional<Long> timestamp = seconds(text);
    if (timestamp.isEmpty()) {
      String reason =
          text.isEmpty() ? TIMESTAMP + " is missing" : TIMESTAMP + " is no number of seconds";
      return SignatureFinding.unreadable(HASH, given, reason);
    }
    return signer(given, body, timestamp.get())
        .map(signer -> finding(given, signer, timestamp.get(), true, oddity(signer, timestamp)))
        .orElseGet(() -> {
          Signer signer = expected(given);
          return finding(given, signer, timestamp.get(), false, reason(given, timestamp.get()));
        });
  }

  private record Signer(AccessKey key, SignatureAlgorithm algorithm) {}

  /** Whose signature it is, whichever of the keys that was. */
  private Optional<Signer> signer(String given, byte[] signed, long timestamp) {
    for (AccessKey key : environment.keys()) {
      for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
        if (given.equals(NotificationSignature.of(signed, timestamp, key.secret(), algorithm))) {
          return Optional.of(new Signer(key, algorithm));
        }
      }
    }
    return Optional.empty();
  }

  /** Who should have signed: the key that the body names, else the one that signs now. */
  private @Nullable Signer expected(String given) {
    SignatureAlgorithm algorithm =
        given.length() == 64 ? SignatureAlgorithm.SHA256 : environment.signatureAlgorithm();
    String named = Keys.signatureKey(body);
    return environment.keys().stream()
        .filter(key -> key.apiKey().equals(named))
        .findAny()
        .or(() -> environment.keys().stream().filter(AccessKey::enabled).findFirst())
        .map(key -> new Signer(key, algorithm))
        .orElse(null);
  }

  private SignatureFinding finding(
      String given, @Nullable Signer signer, long timestamp, boolean valid, @Nullable String why) {
    return new SignatureFinding(
        HASH,
        valid,
        given,
        signer == null ? null : signer.key().apiKey(),
        signer == null ? null : signer.algorithm().word(),
        signer == null
            ? null
            : NotificationSignature.of(body, timestamp, signer.key().secret(), signer.algorithm()),
        timestamp,
        now.getEpochSecond() - timestamp,
        why);
  }

  private @Nullable String oddity(Signer signer, Optional<Long> timestamp) {
    if (!signer.key().enabled()) {
      return "the key is disabled";
    }
    if (signer.algorithm() != environment.signatureAlgorithm()) {
      return "it is "
          + signer.algorithm().word()
          + ", the environment now signs with "
          + environment.signatureAlgorithm().word();
    }
    return timestamp.filter(seconds -> now.getEpochSecond() - seconds > LONGEST_AGE).isPresent()
        ? "the timestamp is older than the " + LONGEST_AGE + " seconds that SDKs accept"
        : null;
  }

  private String reason(String given, long timestamp) {
    if (given.isEmpty()) {
      return "it is empty";
    }
    if (!given.equals(given.toLowerCase(Locale.ROOT))) {
      return "it must be in lower case";
    }
    if (timestamp >= FIRST_MILLISECONDS && signer(given, body, timestamp / 1_000).isPresent()) {
      return "the timestamp is in milliseconds; it was signed in seconds";
    }
    for (BodyVariant variant : BodyVariant.of(body)) {
      if (signer(given, variant.bytes(), timestamp).isPresent()) {
        return variant.what();
      }
    }
    return given.length() == 40 || given.length() == 64
        ? "no key of this environment signed these bytes with this timestamp"
        : "it has neither the 40 characters of SHA-1 nor the 64 of SHA-256";
  }

  private static Optional<Long> seconds(String text) {
    try {
      return text.length() > 15 ? Optional.empty() : Optional.of(Long.parseLong(text));
    } catch (NumberFormatException no) {
      return Optional.empty();
    }
  }
}
