package dev.darkroom.protocol;

import java.time.Instant;

/** An API key with its secret. The secret never shows in text. */
public record AccessKey(
    String apiKey,
    String secret,
    String name,
    boolean enabled,
    Instant createdAt,
    boolean dedicatedForWebhooks) {
  @Override
  public String toString() {
    return "AccessKey[" + apiKey + (enabled ? "]" : ", disabled]");
  }
}
