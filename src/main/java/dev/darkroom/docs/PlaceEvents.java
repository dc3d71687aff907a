package dev.darkroom.docs;

import static dev.darkroom.docs.Member.always;
import static dev.darkroom.docs.Member.elsewhere;
import static dev.darkroom.docs.Member.sometimes;

import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import java.util.List;

/** Notifications of assets and folders that went elsewhere, or away (5.8, 5.9, 5.15, 5.16). */
final class PlaceEvents {
  private static final Value PATH = Value.text("clothing/sweaters", "[^/].*[^/]|[^/]");

  private PlaceEvents() {}

  static List<EventDocument> all() {
    return List.of(
        delete(), deleteByToken(), rename(), move(), moveFolder(), createFolder(), deleteFolder());
  }

  private static EventDocument delete() {
    return EventDocument.ofResources(
        EventType.DELETE,
        "Assets were deleted: one notification for all assets of a call.",
        List.of(
            "POST :resource_type/destroy and asset/destroy",
            "DELETE resources/… by ids, asset ids, prefix, tag, or all",
            "deletion of a folder with its assets in the Console"),
        gone());
  }

  private static EventDocument deleteByToken() {
    return EventDocument.ofResources(
        EventType.DELETE_BY_TOKEN,
        "An asset was deleted by who had its delete token.",
        List.of("POST delete_by_token"),
        gone());
  }

  private static Value gone() {
    List<Member> version = List.of(always("version", Value.whole(1_767_609_062)));
    return Common.inEitherMode(
        Value.object(Common.both(Common.both(Common.identity(), version), Common.folder())));
  }

  private static EventDocument rename() {
    List<Member> names =
        List.of(
            always("from_public_id", Value.text("old/name")),
            always("to_public_id", Value.text(Common.PUBLIC_ID)));
    return EventDocument.of(
        EventType.RENAME,
        "An asset has another public id or another delivery type.",
        List.of("POST :resource_type/rename"),
        Common.both(Common.both(Common.unnamed(), Common.folder()), names),
        Common::inEitherMode);
  }

  private static EventDocument move() {
    List<Member> places =
        List.of(
            sometimes("from_asset_folder", Value.text("clothing")).meaning("Empty for the root."),
            sometimes("to_asset_folder", Value.text("clothing/sale")),
            sometimes("display_name", Value.text("blue_sweater")),
            elsewhere("from_folder", Value.text("")).meaning("Fixed folder mode."),
            elsewhere("to_folder", Value.text("")).meaning("Fixed folder mode."));
    Value entry =
        Value.object(Common.both(Common.unnamed(), places))
            .with(
                "oneOf",
                JsonArray.of(
                    Common.required("from_asset_folder", "to_asset_folder", "display_name"),
                    Common.required("from_folder", "to_folder")));
    return EventDocument.ofResources(
        EventType.MOVE,
        "Assets went to another asset folder.",
        List.of(
            "PUT or POST resources/… (update) with asset_folder",
            "POST :resource_type/explicit with asset_folder"),
        entry);
  }

  private static EventDocument moveFolder() {
    return EventDocument.of(
        EventType.MOVE_OR_RENAME_ASSET_FOLDER,
        "A folder has another path; the assets in it are not told of one by one.",
        List.of("PUT folders/:path"),
        List.of(
            always("from_path", PATH),
            always("to_path", PATH.like("clothing/jumpers")),
            always("status", Value.exactly("success"))));
  }

  private static EventDocument createFolder() {
    return EventDocument.of(
        EventType.CREATE_FOLDER,
        "A folder has come into being; one notification for each new folder of a path.",
        List.of(
            "POST folders/:path",
            "in dynamic folder mode: an upload, an update, an archive or a move into a folder that"
                + " was not there (told to the global notification URLs)"),
        folder());
  }

  private static EventDocument deleteFolder() {
    return EventDocument.of(
        EventType.DELETE_FOLDER,
        "A folder was deleted; one notification for each folder below it, too.",
        List.of("DELETE folders/:path"),
        folder());
  }

  private static List<Member> folder() {
    return List.of(
        always("folder_path", PATH), always("folder_name", Value.text("sweaters", "[^/]+")));
  }
}
