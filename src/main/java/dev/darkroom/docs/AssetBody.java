package dev.darkroom.docs;

import static dev.darkroom.docs.Member.always;
import static dev.darkroom.docs.Member.elsewhere;
import static dev.darkroom.docs.Member.sometimes;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The members of an upload response, which notifications of new assets repeat (5.2). */
final class AssetBody {
  private static final String FILE = "image/upload/v1767609062/clothing/blue_sweater.jpg";
  private static final String EAGER = "image/upload/c_scale,w_200/v1767609062/" + Common.PUBLIC_ID;
  private static final Value BOXES =
      Value.list(Value.list(Value.whole(98))).like(JsonArray.of(JsonArray.of(98, 74, 61, 83)));

  private AssetBody() {}

  /** All of them. */
  static List<Member> members() {
    List<Member> members = new ArrayList<>(file());
    members.addAll(Common.folder());
    members.addAll(labels());
    members.addAll(made());
    members.addAll(measures());
    members.addAll(video());
    return List.copyOf(members);
  }

  private static List<Member> file() {
    return List.of(
        always("asset_id", Common.ASSET_ID),
        always("public_id", Value.text(Common.PUBLIC_ID)),
        always("version", Value.whole(1_767_609_062)),
        always("version_id", Value.text("3144395a27aa6c02df1ca8aaf9aa6e7a", "[0-9a-f]{32}")),
        sometimes("width", Value.whole(864)).meaning("Pixels; of images and videos."),
        sometimes("height", Value.whole(576)).meaning("Pixels; of images and videos."),
        sometimes("format", Value.text("jpg")).meaning("Not of raw files."),
        Common.resourceType(),
        always("created_at", Common.TIME),
        always("tags", Common.WORDS),
        sometimes("pages", Value.whole(1)),
        always("bytes", Value.whole(120_253)),
        Common.type(),
        always("etag", Value.text("0b40494da087cba7092d29c58aede2e2")),
        always("placeholder", Value.flag(false))
            .meaning("True while the content was rejected: bytes is 0 then."),
        always("url", Common.url(FILE)),
        always("secure_url", Common.secureUrl(FILE)),
        elsewhere("playback_url", Value.text("")).meaning("Of videos."));
  }

  private static List<Member> labels() {
    Value rules = Common.accessControl();
    return List.of(
        always("access_mode", Value.word("public", "authenticated")),
        sometimes("access_control", rules),
        sometimes(
            "context",
            Value.object(List.of(always("custom", Value.map("alt", Value.text("A sweater")))))),
        sometimes("metadata", Common.metadata(JsonObject.of("color_id", "blue"))),
        elsewhere("existing", Value.flag(true)).meaning("The asset was there, and stayed."),
        sometimes("overwritten", Value.flag(true)).meaning("It replaced an asset of its name."),
        sometimes("original_filename", Value.text("sample")),
        sometimes("original_extension", Value.text("JPG"))
            .meaning("When it is not the format's own word."));
  }

  private static List<Member> made() {
    Value picture = Value.object(links(EAGER + ".jpg")).named("breakpoint");
    Value set =
        Value.object(
            List.of(
                always("breakpoints", Value.list(picture)),
                elsewhere("transformation", Value.text(""))));
    return List.of(
        sometimes("eager", Value.list(eager())),
        elsewhere("responsive_breakpoints", Value.list(set)),
        elsewhere("hook_execution", Value.anything(new JsonObject())),
        elsewhere("delete_token", Value.text("")),
        Common.batch());
  }

  /** One eager version: made, failed, or still to come. */
  static Value eager() {
    List<Member> members =
        Common.both(
            List.of(
                always("transformation", Value.text("c_scale,w_200"))
                    .meaning("As it was asked for, letter by letter.")),
            optional(links(EAGER + ".jpg")));
    List<Member> others =
        List.of(
            sometimes("format", Value.text("jpg")),
            elsewhere("status", Value.word("processing", "failed")),
            elsewhere("batch_id", Value.text("")).meaning("Of its eager notification."),
            elsewhere("reason", Value.text("")).meaning("Of a failure; it has no URLs."));
    return Value.object(Common.both(members, others))
        .with(
            "oneOf",
            JsonArray.of(Common.required("url", "secure_url"), Common.required("status", "reason")))
        .named("eager_item");
  }

  private static List<Member> optional(List<Member> members) {
    return members.stream().map(member -> sometimes(member.name(), member.value())).toList();
  }

  /** A picture that was made. */
  static List<Member> links(String path) {
    return List.of(
        always("width", Value.whole(200)),
        always("height", Value.whole(133)),
        always("bytes", Value.whole(10_241)),
        always("url", Common.url(path)),
        always("secure_url", Common.secureUrl(path)));
  }

  private static List<Member> measures() {
    Value measured = Value.anything(new JsonObject());
    Value rate = Value.number(0.5).with("type", JsonArray.of("number", "boolean"));
    return List.of(
        elsewhere("colors", Value.anything(new JsonArray())),
        elsewhere("predominant", measured),
        elsewhere("faces", BOXES),
        elsewhere("coordinates", Value.map("faces", BOXES)),
        elsewhere("regions", measured),
        elsewhere("phash", Value.text("ba19c8ab5fa05a59")),
        elsewhere("image_metadata", measured),
        elsewhere("media_metadata", measured),
        elsewhere("exif", measured),
        elsewhere("quality_analysis", measured),
        elsewhere("quality_score", rate),
        elsewhere("accessibility_analysis", measured),
        elsewhere("cinemagraph_analysis", measured),
        elsewhere("illustration_score", rate),
        elsewhere("semi_transparent", rate),
        elsewhere("grayscale", rate),
        sometimes("moderation", Common.moderation()));
  }

  private static List<Member> video() {
    Value facts = Value.anything(new JsonObject());
    return List.of(
        elsewhere("audio", facts).meaning("Of videos and audio files, as the rest."),
        elsewhere("video", facts),
        elsewhere("is_audio", Value.flag(false)),
        elsewhere("frame_rate", Value.number(29.97)),
        elsewhere("bit_rate", Value.whole(2_460_309)),
        elsewhere("duration", Value.number(13.646967)),
        elsewhere("rotation", Value.whole(0)),
        elsewhere("nb_frames", Value.whole(409)));
  }
}
