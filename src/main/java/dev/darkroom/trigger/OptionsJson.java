package dev.darkroom.trigger;

import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.EndpointOptions.Schedule;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options of a notification URL as they are stored and as callers see them. Pure. */
final class OptionsJson {
  private OptionsJson() {}

  /** What the table keeps, secrets included. */
  static String stored(EndpointOptions options) {
    JsonObject json = shown(options);
    put(json, "secret", options.secret());
    put(json, "previous_secret", options.previousSecret());
    put(json, "previous_until", options.previousUntil());
    put(json, "client_key", options.clientKey());
    return json.encode();
  }

  /** What callers see: everything but secrets. */
  static JsonObject shown(EndpointOptions options) {
    JsonObject json = new JsonObject();
    if (!options.headers().isEmpty()) {
      JsonObject headers = new JsonObject();
      new TreeMap<>(options.headers()).forEach(headers::put);
      json.put("headers", headers);
    }
    put(json, "timeout_ms", options.timeoutMillis());
    put(json, "per_second", options.perSecond());
    put(json, "concurrency", options.concurrency());
    json.put("schedule", options.schedule().name().toLowerCase(Locale.ROOT))
        .put("standard_webhooks", options.standardWebhooks())
        .put("ordered", options.ordered());
    put(json, "client_certificate", options.clientCertificate());
    return json;
  }

  /** What {@link #stored} wrote; members that are missing have their usual value. */
  static EndpointOptions parse(String stored) {
    JsonObject json = new JsonObject(stored);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    json.getJsonObject("headers", new JsonObject())
        .forEach(header -> headers.put(header.getKey(), String.valueOf(header.getValue())));
    return new EndpointOptions(
        headers,
        json.getInteger("timeout_ms"),
        json.getInteger("per_second"),
        json.getInteger("concurrency"),
        Schedule.valueOf(json.getString("schedule", "cloudinary").toUpperCase(Locale.ROOT)),
        json.getBoolean("standard_webhooks", false),
        json.getString("secret"),
        json.getString("previous_secret"),
        instant(json.getString("previous_until")),
        json.getString("client_certificate"),
        json.getString("client_key"),
        json.getBoolean("ordered", false));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static void put(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value instanceof Instant ? value.toString() : value);
    }
  }
}
