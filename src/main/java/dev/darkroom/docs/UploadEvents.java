package dev.darkroom.docs;

import static dev.darkroom.docs.Member.always;
import static dev.darkroom.docs.Member.sometimes;

import dev.darkroom.protocol.EventType;
import java.util.List;

/** Notifications of uploads and of what goes on behind them (5.2, 5.3, 5.17). */
final class UploadEvents {
  private UploadEvents() {}

  static List<EventDocument> all() {
    return List.of(upload(), eager(), error());
  }

  private static EventDocument upload() {
    return EventDocument.of(
        EventType.UPLOAD,
        "An asset was uploaded, made, or changed with the parameters of an upload.",
        List.of(
            "POST :resource_type/upload, in one piece or in parts, now or later",
            "POST :resource_type/explicit, now or later",
            "POST image/text",
            "POST image/create_collage and video/create_slideshow, when the work is done"),
        AssetBody.members(),
        Common::inEitherMode);
  }

  private static EventDocument eager() {
    return EventDocument.of(
        EventType.EAGER,
        "Every eager version of an upload has been made, or has failed.",
        List.of("upload and explicit with eager_async=true, when the work is done"),
        List.of(
            always("eager", Value.list(AssetBody.eager())),
            sometimes("asset_id", Common.ASSET_ID).meaning("While there is such an asset."),
            always("batch_id", Common.batch().value()).meaning("As in the answer of the upload."),
            always("public_id", Value.text(Common.PUBLIC_ID))));
  }

  private static EventDocument error() {
    return EventDocument.of(
        EventType.ERROR,
        "Work that nobody waited for has failed, or a notification URL was disabled.",
        List.of(
            "upload and explicit with async=true that cannot be done",
            "sprite, multi and generate_archive with async=true, explode, create_collage and"
                + " create_slideshow that cannot be done",
            "a notification URL that was disabled because it kept failing"),
        List.of(
            always(
                "error",
                Value.object(List.of(always("message", Value.text("Invalid image file"))))),
            sometimes("public_id", Value.text(Common.PUBLIC_ID)).meaning("Where it is known."),
            sometimes("resource_type", Value.word("image", "video", "raw", "auto")),
            sometimes("type", Value.text("upload")),
            Common.batch(),
            Member.elsewhere("notification_url", Value.text("https://example.com/hook"))
                .meaning("The one that was disabled.")));
  }
}
