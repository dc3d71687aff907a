package dev.darkroom.trigger;

import dev.darkroom.outbox.rule.EventFilter;
import dev.darkroom.outbox.rule.PayloadTemplate;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.NotificationUrl;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.UpdateTrigger;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a trigger may be (reference/admin-api.md 13). Pure. */
final class TriggerRules {
  private TriggerRules() {}

  /** The request with its rules in compact JSON; refused when it cannot become a trigger. */
  static CreateTrigger checked(CreateTrigger request) {
    checkUri(request.uri(), request.uriType());
    String filter = filter(request.filter());
    String template = template(request.payloadTemplate());
    return new CreateTrigger(
        request.environmentId(),
        request.eventType(),
        request.uri(),
        request.uriType(),
        request.additive(),
        "{}".equals(filter) ? null : filter,
        "{}".equals(template) ? null : template,
        request.authScheme());
  }

  /** The same for a change; what the URI may be depends on the trigger. */
  static UpdateTrigger checked(UpdateTrigger request) {
    return new UpdateTrigger(
        request.environmentId(),
        request.id(),
        request.newUri(),
        request.additive(),
        filter(request.filter()),
        template(request.payloadTemplate()),
        request.authScheme());
  }

  /** Refuses a URI that does not go with its type. */
  static void checkUri(String uri, String uriType) {
    switch (uriType) {
      case "webhook" -> {
        if (new NotificationUrl(uri).isPoll()) {
          throw new Refusal(ErrorCode.INVALID_URI_TYPE, "webhook does not go with " + uri);
        }
      }
      case "poll" -> {
        if (!new NotificationUrl(uri).isPoll()) {
          throw new Refusal(ErrorCode.INVALID_URI_TYPE, "poll needs poll://<channel>");
        }
      }
      case "flow" -> throw new Refusal(ErrorCode.INVALID_URI_TYPE, "flow is not supported yet");
      default -> throw new Refusal(ErrorCode.INVALID_URI_TYPE, uriType);
    }
  }

  /** What the trigger's filter says of a notification. */
  static Answer test(Trigger trigger, JsonObject sample) {
    String filter = trigger.filter();
    boolean result = filter == null || EventFilter.parse(filter).passes(sample.getMap());
    return new Answer(
        JsonObject.of(
                "trigger_id",
                trigger.id(),
                "filter_present",
                filter != null,
                "filter_result",
                result)
            .encode());
  }

  private static @Nullable String filter(@Nullable String json) {
    return json == null || json.equals("{}") ? json : EventFilter.parse(json).rule();
  }

  private static @Nullable String template(@Nullable String json) {
    return json == null || json.equals("{}") ? json : PayloadTemplate.parse(json).text();
  }
}
