package dev.darkroom.metadata;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A rule between metadata fields (reference/admin-api.md 15).
 *
 * @param fieldId the field that the result is about
 * @param active whether it counts
 */
record Rule(
    String externalId,
    String fieldId,
    String name,
    Condition condition,
    Result result,
    boolean active) {
  private static final int LONGEST_NAME = 255;

  /** Reads a rule as the contract writes it. */
  static Rule parse(JsonObject json) {
    Object externalId = json.getValue("external_id");
    return new Rule(
        externalId == null ? Words.generated() : Words.externalId("external_id", externalId),
        Words.externalId("metadata_field_id", required(json, "metadata_field_id")),
        Words.text(json, "name", LONGEST_NAME),
        Condition.parse(object(json, "condition")),
        Result.parse(object(json, "result")),
        active(json));
  }

  /** As the contract writes it. */
  JsonObject json(long position) {
    String signature = condition.json().encode();
    return new JsonObject()
        .put("external_id", externalId)
        .put("metadata_field_id", fieldId)
        .put("name", name)
        .put("condition", condition.json())
        .put(
            "condition_signature",
            UUID.nameUUIDFromBytes(signature.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", ""))
        .put("result", result.json())
        .put("state", active ? "active" : "inactive")
        .put("position", position);
  }

  private static JsonObject object(JsonObject json, String member) {
    required(json, member);
    return Words.object(json, member);
  }

  private static Object required(JsonObject json, String member) {
    Object value = json.getValue(member);
    if (value == null) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, member);
    }
    return value;
  }

  private static boolean active(JsonObject json) {
    Object state = json.getValue("state");
    return switch (String.valueOf(state)) {
      case "null", "active" -> true;
      case "inactive" -> false;
      default -> throw Words.refusal("state", state);
    };
  }
}
