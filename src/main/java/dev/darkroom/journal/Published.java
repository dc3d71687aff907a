package dev.darkroom.journal;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a signature may be checked with beside the access keys.
 *
 * @param secrets of the URL, for {@code webhook-signature}; the present one first
 * @param keys Ed25519, as a JWK set has them
 */
record Published(List<String> secrets, List<JsonObject> keys) {
  static final Published NOTHING = new Published(List.of(), List.of());

  /** Secrets never show in text. */
  @Override
  public String toString() {
    return "Published[" + keys + "]";
  }
}
