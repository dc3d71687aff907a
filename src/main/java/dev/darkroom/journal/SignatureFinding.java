package dev.darkroom.journal;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one signature.
 *
 * @param header where it stood
 * @param key the API key whose secret signed, or should have; null when there is none
 * @param algorithm of the expected value
 * @param expected what it would be for the body that was checked; null when it cannot be told
 * @param timestamp Unix time in seconds; null when it was missing or no number
 * @param ageSeconds of the timestamp
 * @param reason why it does not hold, or what is odd about it; null when all is well
 */
record SignatureFinding(
    String header,
    boolean valid,
    String given,
    @Nullable String key,
    @Nullable String algorithm,
    @Nullable String expected,
    @Nullable Long timestamp,
    @Nullable Long ageSeconds,
    @Nullable String reason) {

  /** One that cannot even be computed. */
  static SignatureFinding unreadable(String header, String given, String reason) {
    return new SignatureFinding(header, false, given, null, null, null, null, null, reason);
  }

  JsonObject json() {
    return new JsonObject()
        .put("header", header)
        .put("valid", valid)
        .put("given", given)
        .put("expected", expected)
        .put("key", key)
        .put("algorithm", algorithm)
        .put("timestamp", timestamp)
        .put("age_seconds", ageSeconds)
        .put("reason", reason);
  }
}
