package dev.darkroom.api.request;

import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Decides who sends a request, or refuses it in the contract's words (reference/upload-api.md 2,
 * reference/admin-api.md 1). It is pure.
 */
public final class Authentication {
  private static final Duration LONGEST_AGE = Duration.ofHours(1);

  /** How far a caller's clock may be ahead of ours. */
  private static final Duration LONGEST_LEAD = Duration.ofDays(1);

  private static final DateTimeFormatter REPORTED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss +0000").withZone(ZoneOffset.UTC);

  private Authentication() {}

  /**
   * Who uploads.
   *
   * @param key of an unsigned upload: the environment's own, which signs the answer
   * @param signed whether the sender has shown to know a secret
   */
  public record Sender(AccessKey key, boolean signed) {}

  /**
   * The sender of an upload: a signature, else Basic, else nobody in particular, who needs an
   * upload preset. PHP sends Basic credentials with its unsigned uploads, and is believed.
   */
  public static Sender ofUpload(
      Environment environment, Parameters parameters, Credentials credentials, Instant now) {
    if (parameters.has("signature") || !(credentials instanceof Credentials.None)) {
      return new Sender(ofCall(environment, parameters, credentials, now), true);
    }
    if (!parameters.has("upload_preset")) {
      throw new Refusal(ErrorCode.UNSIGNED_WITHOUT_PRESET);
    }
    return new Sender(environment.signingKey(), false);
  }

  /** The key of any other call of the Upload API: a signature, else Basic. */
  public static AccessKey ofCall(
      Environment environment, Parameters parameters, Credentials credentials, Instant now) {
    if (parameters.has("signature")) {
      return signed(environment, parameters, now);
    }
    if (credentials instanceof Credentials.None) {
      parameters.required("api_key");
      parameters.required("signature");
    }
    return ofAdmin(environment, credentials);
  }

  /** The key of a call of the Admin API: Basic. */
  public static AccessKey ofAdmin(Environment environment, Credentials credentials) {
    return switch (credentials) {
      case Credentials.None() -> throw new Refusal(ErrorCode.INVALID_CREDENTIALS);
      case Credentials.Bearer() -> throw new Refusal(ErrorCode.INVALID_TOKEN);
      case Credentials.Basic(String apiKey, String secret) -> {
        AccessKey key = key(environment, apiKey);
        if (!MessageDigest.isEqual(bytes(key.secret()), bytes(secret))) {
          throw new Refusal(ErrorCode.API_SECRET_MISMATCH);
        }
        yield key;
      }
    };
  }

  private static AccessKey signed(Environment environment, Parameters parameters, Instant now) {
    AccessKey key = key(environment, parameters.required("api_key"));
    long timestamp = parameters.requiredNumber("timestamp", 0, 99_999_999_999L);
    String given = parameters.required("signature");
    if (!RequestSignature.matches(parameters, key.secret(), given)) {
      throw new Refusal(
          ErrorCode.INVALID_SIGNATURE,
          Parameters.shown(given),
          RequestSignature.stringToSign(parameters));
    }
    if (parameters.has("expires_at")) {
      requireUnexpired(parameters, now);
    } else {
      requireFresh(Instant.ofEpochSecond(timestamp), now);
    }
    return key;
  }

  /** A signed link may say itself how long it lasts (reference/upload-api.md 6). */
  private static void requireUnexpired(Parameters parameters, Instant now) {
    long last = parameters.requiredNumber("expires_at", 0, 99_999_999_999L);
    if (Instant.ofEpochSecond(last).isBefore(now)) {
      throw new Refusal(ErrorCode.LINK_EXPIRED);
    }
  }

  private static void requireFresh(Instant reported, Instant now) {
    if (reported.plus(LONGEST_AGE).isBefore(now)) {
      throw new Refusal(ErrorCode.STALE_REQUEST, REPORTED.format(reported));
    }
    if (reported.minus(LONGEST_LEAD).isAfter(now)) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "timestamp", reported.getEpochSecond());
    }
  }

  private static AccessKey key(Environment environment, String apiKey) {
    return environment
        .key(apiKey)
        .orElseThrow(() -> new Refusal(ErrorCode.UNKNOWN_API_KEY, Parameters.shown(apiKey)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
