package dev.darkroom.docs;

import static dev.darkroom.docs.Member.always;
import static dev.darkroom.docs.Member.elsewhere;

import dev.darkroom.protocol.EventType;
import java.util.List;

/** Notifications of what is made of several assets or pages (5.4 to 5.7). */
final class MadeEvents {
  private static final String SPRITE = "image/sprite/v1767609062/icons.";
  private static final String MULTI = "image/multi/v1767609062/icons.gif";
  private static final Value VERSION = Value.whole(1_767_609_062);

  private MadeEvents() {}

  static List<EventDocument> all() {
    return List.of(sprite(), multi(), explode(), archive());
  }

  private static EventDocument sprite() {
    Value place =
        Value.object(
            List.of(
                always("width", Value.whole(384)),
                always("height", Value.whole(480)),
                always("x", Value.whole(0)),
                always("y", Value.whole(482))));
    return EventDocument.of(
        EventType.SPRITE,
        "A sprite was made of the images of a tag, or of URLs.",
        List.of("POST image/sprite"),
        List.of(
            always("css_url", Common.url(SPRITE + "css")),
            always("secure_css_url", Common.secureUrl(SPRITE + "css")),
            always("image_url", Common.url(SPRITE + "png")),
            always("secure_image_url", Common.secureUrl(SPRITE + "png")),
            always("json_url", Common.url(SPRITE + "json")),
            always("secure_json_url", Common.secureUrl(SPRITE + "json")),
            always("version", VERSION),
            always("asset_id", Common.ASSET_ID),
            always("public_id", Value.text("icons")).meaning("The tag, or a hash of the URLs."),
            always("image_infos", Value.map(Common.PUBLIC_ID, place))
                .meaning("By public id, or by URL."),
            Common.batch()));
  }

  private static EventDocument multi() {
    return EventDocument.of(
        EventType.MULTI,
        "An animation or a document was made of the images of a tag, or of URLs.",
        List.of("POST image/multi"),
        List.of(
            always("url", Common.url(MULTI)),
            always("secure_url", Common.secureUrl(MULTI)),
            always("asset_id", Common.ASSET_ID),
            always("public_id", Value.text("icons")),
            always("version", VERSION),
            Common.batch()));
  }

  private static EventDocument explode() {
    String page = "image/upload/pg_1/v1767609062/catalogue.png";
    return EventDocument.of(
        EventType.EXPLODE,
        "Every page of a document has become a picture.",
        List.of("POST image/explode, when the work is done"),
        List.of(
            always("pages", Value.whole(1)),
            always("image_infos", Value.list(Value.object(AssetBody.links(page))))
                .meaning("In the order of the pages."),
            always("asset_id", Common.ASSET_ID),
            always("public_id", Value.text("catalogue")),
            always("batch_id", Common.batch().value())));
  }

  private static EventDocument archive() {
    String file = "raw/upload/v1767609062/sweaters.zip";
    List<Member> asset =
        List.of(
            always("asset_id", Common.ASSET_ID),
            always("public_id", Value.text("sweaters.zip")),
            always("version", VERSION),
            always("version_id", Common.ASSET_ID),
            always("resource_type", Value.exactly("raw")),
            always("created_at", Common.TIME),
            always("tags", Common.WORDS),
            always("bytes", Value.whole(120_253)),
            Common.type(),
            always("etag", Value.text("0b40494da087cba7092d29c58aede2e2")),
            always("placeholder", Value.flag(false)),
            always("url", Common.url(file)),
            always("secure_url", Common.secureUrl(file)),
            always("access_mode", Value.word("public", "authenticated")));
    List<Member> counts =
        List.of(
            always("resource_count", Value.whole(2)).meaning("Assets in it."),
            always("file_count", Value.whole(2)).meaning("Files in it."),
            elsewhere("missing_public_ids", Common.WORDS),
            elsewhere("empty_tags", Common.WORDS),
            elsewhere("empty_prefixes", Common.WORDS),
            Common.batch());
    return EventDocument.of(
        EventType.GENERATE_ARCHIVE,
        "An archive was packed and is a raw asset now.",
        List.of("POST :resource_type/generate_archive with async or notification_url"),
        Common.both(Common.both(asset, Common.folder()), counts),
        Common::inEitherMode);
  }
}
