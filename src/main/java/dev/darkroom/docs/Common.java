package dev.darkroom.docs;

import static dev.darkroom.docs.Member.always;
import static dev.darkroom.docs.Member.elsewhere;
import static dev.darkroom.docs.Member.sometimes;

import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What notifications have in common (reference/notifications.md 5.1). */
final class Common {
  static final String PUBLIC_ID = "clothing/blue_sweater";
  private static final String KEY = "351961575759598";
  private static final String BASE = "res.example.com/demo/";

  static final Value ASSET_ID = Value.text("8d2e6e5d6e5b4c4f9e0d3a2b1c0f9e8d", "[0-9a-f]{32}");
  static final Value TIME = Value.text("2026-01-05T10:31:02Z", "\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}Z");
  static final Value WORDS = Value.list(Value.text("sale"));

  private Common() {}

  /** An address of a file of the example's asset. */
  static Value url(String path) {
    return Value.text("http://" + BASE + path);
  }

  /** The same by TLS. */
  static Value secureUrl(String path) {
    return Value.text("https://" + BASE + path);
  }

  /** What every notification begins with. */
  static List<Member> opening(EventType type) {
    List<Member> members = new ArrayList<>();
    members.add(always("notification_type", Value.exactly(type.word())));
    if (type.isDated()) {
      Value time =
          Value.text("2026-01-05T10:31:02+00:00", "\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\+00:00");
      members.add(always("timestamp", time).meaning("When the work ended."));
      members.add(
          always("request_id", Value.text("c71a396e9526e0e37b92641ab9c4b6d9", "[0-9a-f]{32}"))
              .meaning("X-Request-Id of the call that caused it."));
    }
    if (type.isSourced()) {
      members.add(
          always("source", Value.word("api", "ui")).meaning("Who did it: a program or a person."));
    }
    return members;
  }

  /** What every notification ends with. */
  static List<Member> closing(EventType type) {
    List<Member> members = new ArrayList<>();
    if (type.namesKey()) {
      members.add(
          sometimes("api_key", Value.text(KEY)).meaning("API key of the call; not of a person's."));
    }
    members.add(always("notification_context", context()));
    members.add(
        always("signature_key", Value.text(KEY))
            .meaning("API key whose secret signed this notification."));
    return members;
  }

  private static Value context() {
    Value by =
        Value.object(
            List.of(
                always("source", Value.word("api", "ui")),
                always("id", Value.text(KEY)).meaning("API key, or the person's e-mail.")));
    Value at =
        Value.text("2026-01-05T10:31:01.876420Z", "\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{6}Z");
    return Value.object(
            List.of(
                always("triggered_at", at).meaning("When it was asked for."),
                always("triggered_by", by)))
        .named("notification_context");
  }

  static Member resourceType() {
    return always("resource_type", Value.word("image", "video", "raw"));
  }

  static Member type() {
    return always("type", Value.text("upload")).meaning("Delivery type.");
  }

  /** What names an asset. */
  static List<Member> identity() {
    return List.of(
        always("asset_id", ASSET_ID),
        always("public_id", Value.text(PUBLIC_ID)),
        resourceType(),
        type());
  }

  /** The same where the public id is the key of a map. */
  static List<Member> unnamed() {
    return List.of(always("asset_id", ASSET_ID), resourceType(), type());
  }

  /** Where an asset lies: what is there depends on the environment's folder mode. */
  static List<Member> folder() {
    return List.of(
        sometimes("asset_folder", Value.text("clothing")).meaning("Dynamic folder mode."),
        sometimes("display_name", Value.text("blue_sweater")).meaning("Dynamic folder mode."),
        elsewhere("folder", Value.text("clothing")).meaning("Fixed folder mode."));
  }

  /** An object that has one or the other. */
  static Value inEitherMode(Value object) {
    return object.with(
        "oneOf", JsonArray.of(required("asset_folder", "display_name"), required("folder")));
  }

  /** A schema: these members are there. */
  static JsonObject required(String... names) {
    return JsonObject.of("required", new JsonArray(List.of(names)));
  }

  static Member batch() {
    return sometimes("batch_id", Value.text("9b11fa058c61fa577f4ec516bf6ee756", ".+"))
        .meaning("Of asynchronous work: as the caller was answered.");
  }

  /** An asset's structured metadata. */
  static Value metadata(Object example) {
    return Value.anything(example).with("type", "object");
  }

  /** Rules of access. */
  static Value accessControl() {
    Value rule =
        Value.object(
                List.of(
                    always("access_type", Value.word("anonymous", "token")),
                    sometimes("start", Value.text("2026-01-01T00:00:00Z")),
                    sometimes("end", Value.text("2026-02-01T00:00:00Z"))))
            .named("access_rule");
    return Value.list(rule);
  }

  /** Moderations of an asset. */
  static Value moderation() {
    Value one =
        Value.object(
                List.of(
                    always("kind", Value.text("manual")),
                    always(
                        "status",
                        Value.word("approved", "rejected", "pending", "queued", "aborted")),
                    sometimes("updated_at", TIME),
                    elsewhere("response", Value.anything(new JsonArray()))))
            .named("moderation");
    return Value.list(one);
  }

  /** Members of two lists. */
  static List<Member> both(List<Member> some, List<Member> others) {
    List<Member> all = new ArrayList<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }
}
