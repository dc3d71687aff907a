package dev.darkroom.journal;

import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Makes the members that a notification of a type has beside the common ones. */
@FunctionalInterface
interface ExampleBodies {
  /** The members of an example, in order. */
  JsonObject members(EventType type);

  /** Those of an asset that could be in any environment. */
  static ExampleBodies minimal() {
    return type -> {
      JsonObject asset =
          new JsonObject()
              .put("asset_id", "b5e6d2b39ba3e0869d67141ba7dba6cf")
              .put("public_id", "sample")
              .put("resource_type", "image")
              .put("type", "upload");
      return switch (type) {
        case CREATE_FOLDER, DELETE_FOLDER ->
            new JsonObject().put("folder_path", "sample").put("folder_name", "sample");
        case DELETE, RESOURCE_TAGS_CHANGED, ACCESS_CONTROL_CHANGED ->
            JsonObject.of("resources", JsonArray.of(asset));
        case RESOURCE_CONTEXT_CHANGED,
            RESOURCE_METADATA_CHANGED,
            RESOURCE_DISPLAY_NAME_CHANGED,
            MOVE ->
            JsonObject.of("resources", JsonObject.of("sample", asset));
        default -> asset;
      };
    };
  }

  /** A whole notification, as it would be sent. */
  default JsonObject body(EventType type, Environment environment, Caller caller, Instant now) {
    JsonObject body =
        new JsonObject()
            .put("notification_type", type.word())
            .put(
                "timestamp",
                now.truncatedTo(ChronoUnit.SECONDS)
                    .atOffset(ZoneOffset.UTC)
                    .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx")))
            .put("request_id", caller.requestId());
    body.mergeIn(members(type));
    JsonObject by = new JsonObject().put("source", caller.source()).put("id", caller.id());
    return body.put(
            "notification_context",
            new JsonObject()
                .put("triggered_at", caller.at().truncatedTo(ChronoUnit.MICROS).toString())
                .put("triggered_by", by))
        .put("signature_key", environment.signingKey().apiKey());
  }
}
