package dev.darkroom.docs;

import static dev.darkroom.docs.Member.always;
import static dev.darkroom.docs.Member.elsewhere;

import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Notifications of labels and access that changed (5.10 to 5.14). */
final class ChangeEvents {
  private static final String UPDATE = "PUT or POST resources/… (update)";
  private static final String EXPLICIT = "POST :resource_type/explicit";

  private ChangeEvents() {}

  static List<EventDocument> all() {
    return List.of(tags(), context(), metadata(), displayName(), access());
  }

  private static EventDocument tags() {
    List<Member> changes =
        List.of(
            always("added", Common.WORDS),
            always("removed", Value.list(Value.text("new"))),
            always("updated", Value.none(Value.text(""))));
    return EventDocument.ofResources(
        EventType.RESOURCE_TAGS_CHANGED,
        "Tags of assets have changed.",
        List.of("POST :resource_type/tags", UPDATE, EXPLICIT),
        Value.object(Common.both(Common.identity(), changes)));
  }

  private static EventDocument context() {
    Value pair = pair("alt", "A dog");
    Value updated =
        Value.object(
                List.of(
                    always("name", Value.text("caption")),
                    always("value", Value.text("new")),
                    always("previous_value", Value.text("old"))))
            .named("context_update");
    List<Member> changes =
        List.of(
            always("added", Value.list(pair)),
            always("removed", Value.none(pair)),
            always("updated", Value.list(updated)));
    return EventDocument.ofResources(
        EventType.RESOURCE_CONTEXT_CHANGED,
        "The context of assets has changed; the three lists are always there.",
        List.of("POST :resource_type/context", UPDATE, EXPLICIT),
        Value.object(Common.both(changes, Common.unnamed())));
  }

  private static Value pair(String name, String value) {
    return Value.object(
            List.of(always("name", Value.text(name)), always("value", Value.text(value))))
        .named("context_pair");
  }

  private static EventDocument metadata() {
    JsonObject before = JsonObject.of("color_id", "red");
    JsonObject after = JsonObject.of("color_id", "blue", "sizes", JsonArray.of("s", "m"));
    List<Member> changes =
        List.of(
            always("previous_metadata", Common.metadata(before)).meaning("All of it."),
            always("new_metadata", Common.metadata(after)).meaning("All of it."));
    return EventDocument.ofResources(
        EventType.RESOURCE_METADATA_CHANGED,
        "The structured metadata of assets has changed.",
        List.of("POST :resource_type/metadata", UPDATE, EXPLICIT),
        Value.object(Common.both(changes, Common.unnamed())));
  }

  private static EventDocument displayName() {
    List<Member> names =
        List.of(
            always("previous_display_name", Value.text("sweater")),
            always("new_display_name", Value.text("blue_sweater")));
    List<Member> place = List.of(always("asset_folder", Value.text("clothing")));
    return EventDocument.ofResources(
        EventType.RESOURCE_DISPLAY_NAME_CHANGED,
        "Assets are shown under another name; in dynamic folder mode only.",
        List.of(UPDATE + " with display_name", EXPLICIT + " with display_name"),
        Value.object(Common.both(Common.both(names, Common.identity()), place)));
  }

  private static EventDocument access() {
    Value rules = Common.accessControl();
    List<Member> changes =
        List.of(
            always("previous_access_control", rules.like(new JsonArray())),
            always("new_access_control", rules),
            elsewhere("previous_access_mode", Value.word("public", "authenticated"))
                .meaning("When the access mode was changed."),
            elsewhere("new_access_mode", Value.word("public", "authenticated")));
    return EventDocument.ofResources(
        EventType.ACCESS_CONTROL_CHANGED,
        "Other people may see assets than before.",
        List.of(
            UPDATE + " with access_control",
            EXPLICIT + " with access_control or access_mode",
            "POST resources/:resource_type/:type/update_access_mode"),
        Value.object(Common.both(Common.identity(), changes)));
  }
}
