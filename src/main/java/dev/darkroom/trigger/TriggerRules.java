package dev.darkroom.trigger;

import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.NotificationUrl;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.UpdateTrigger;

/** What a trigger may be (reference/admin-api.md 13). Pure. */
final class TriggerRules {
  private TriggerRules() {}

  /** Refuses what cannot become a trigger. */
  static void check(CreateTrigger request) {
    switch (request.uriType()) {
      case "webhook" -> {}
      case "flow", "poll" ->
          throw new Refusal(
              ErrorCode.INVALID_URI_TYPE, request.uriType() + " is not supported yet");
      default -> throw new Refusal(ErrorCode.INVALID_URI_TYPE, request.uriType());
    }
    new NotificationUrl(request.uri());
  }

  /** Refuses what a trigger cannot become. */
  static void check(UpdateTrigger request) {
    if (request.newUri() != null) {
      new NotificationUrl(request.newUri());
    }
  }
}
