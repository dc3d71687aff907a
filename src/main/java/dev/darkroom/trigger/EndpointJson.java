package dev.darkroom.trigger;

import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.WebhookEndpoint;
import dev.darkroom.protocol.WebhookEndpoint.State;
import dev.darkroom.trigger.Endpoints.Shared;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Notification URLs as callers see them. Ours: the contract knows triggers only. Pure. */
final class EndpointJson {
  private EndpointJson() {}

  /** All of them, with the number of URLs that triggers may name. */
  static String of(List<Shared> all, int maximumUrls) {
    JsonArray urls = new JsonArray();
    all.forEach(shared -> urls.add(json(shared)));
    return JsonObject.of("notification_urls", urls, "total", all.size(), "limit", maximumUrls)
        .encode();
  }

  /**
   * One of them.
   *
   * @param secret shown this once; null for none
   */
  static String of(Shared shared, @Nullable String secret) {
    JsonObject json = json(shared);
    return (secret == null ? json : json.put("secret", secret)).encode();
  }

  private static JsonObject json(Shared shared) {
    WebhookEndpoint endpoint = shared.endpoint();
    JsonArray types = new JsonArray();
    JsonArray triggers = new JsonArray();
    for (Trigger trigger : shared.triggers()) {
      types.add(trigger.eventType().word());
      triggers.add(trigger.id());
    }
    JsonObject json =
        JsonObject.of("url", endpoint.url(), "event_types", types, "trigger_ids", triggers)
            .put("state", endpoint.state().name().toLowerCase(Locale.ROOT));
    if (endpoint.state() != State.ACTIVE) {
      json.put("reason", endpoint.reason()).put("state_since", text(endpoint.stateSince()));
    }
    json.put("failing_since", text(endpoint.failingSince()));
    json.mergeIn(OptionsJson.shown(endpoint.options()));
    if (endpoint.options().previousSecret() != null) {
      json.put("previous_secret_until", text(endpoint.options().previousUntil()));
    }
    return json;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
