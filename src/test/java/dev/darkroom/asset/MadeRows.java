package dev.darkroom.asset;

import dev.darkroom.asset.EveryEventTest.Row;
import dev.darkroom.protocol.ArchiveLayout;
import dev.darkroom.protocol.ArchiveSelection;
import dev.darkroom.protocol.ComposePictures;
import dev.darkroom.protocol.CreateArchive;
import dev.darkroom.protocol.CreateCollage;
import dev.darkroom.protocol.CreateSlideshow;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DrawTextAsset;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.ExplodeAsset;
import dev.darkroom.protocol.Labelling;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StoredAsset;
import dev.darkroom.protocol.Terms;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** What is told of pictures and files that are made of assets, and of those that cannot be made. */
final class MadeRows {
  private static final String BAD =
      "\"error\":{\"message\":\"Invalid crop in transformation: bad\"}";

  private MadeRows() {}

  static List<Row> all() {
    return List.of(
        Row.of(
            "sprite", scene -> compose(scene, DeliveryType.SPRITE, "", false), "sprite", sprite()),
        Row.of(
            "sprite later",
            scene -> compose(scene, DeliveryType.SPRITE, "", true),
            "sprite",
            sprite().replace("ID of crowd", "NEW") + ",\"batch_id\":\"BATCH\""),
        Row.of("multi", scene -> compose(scene, DeliveryType.MULTI, "", false), "multi", multi()),
        Row.of(
            "multi later that fails",
            scene -> compose(scene, DeliveryType.MULTI, "c_bad", true),
            "error",
            failed("multi", "image", "crowd")),
        Row.of(
            "sprite later that fails",
            scene -> compose(scene, DeliveryType.SPRITE, "c_bad", true),
            "error",
            failed("sprite", "image", "crowd")),
        Row.of("explode", scene -> explode(scene, "pg_all"), "explode", exploded()),
        Row.of(
            "explode that fails",
            scene -> explode(scene, "c_bad/pg_all"),
            "error",
            failed("upload", "image", "kept/dog")),
        Row.of(
            "generate_archive later", scene -> archive(scene, true), "generate_archive", packed()),
        Row.of("generate_archive that tells nobody", scene -> archive(scene, false)),
        Row.of(
            "generate_archive later that fails",
            MadeRows::badArchive,
            "error",
            failed("upload", "raw", "all")),
        Row.of("text", MadeRows::text, "upload", drawn("text", "words", "png", "")),
        Row.of(
            "create_collage",
            scene -> collage(scene, "white"),
            "upload",
            drawn("upload", "grid", "jpg", "\"x\"") + ",\"batch_id\":\"BATCH\""),
        Row.of(
            "create_collage that fails",
            scene -> collage(scene, "bad"),
            "error",
            failed("upload", "image", "grid")),
        Row.of(
            "create_slideshow",
            scene -> slideshow(scene, "kept/dog"),
            "upload",
            filmed() + ",\"batch_id\":\"BATCH\""));
  }

  private static String failed(String type, String resourceType, String publicId) {
    return "<dated>,%s,\"type\":\"%s\",\"resource_type\":\"%s\",\"public_id\":\"%s\",\"batch_id\":\"BATCH\""
        .formatted(BAD, type, resourceType, publicId);
  }

  private static void compose(
      EventScene scene, DeliveryType type, String transformation, boolean later) {
    String tag = scene.name("crowd");
    scene.given("kept/dog", wish -> wish.labels = Labelling.tagged(List.of(tag)));
    String answer =
        scene
            .call(
                ComposePictures.ADDRESS,
                new ComposePictures(
                    scene.environmentId(),
                    scene.caller(),
                    type,
                    tag,
                    List.of(),
                    transformation,
                    "",
                    later ? scene.later() : scene.now()))
            .body();
    scene.known("crowd", new JsonObject(answer));
  }

  private static String sprite() {
    return made("css_url", "secure_css_url", "sprite", "css")
        + ","
        + made("image_url", "secure_image_url", "sprite", "png")
        + ","
        + made("json_url", "secure_json_url", "sprite", "json")
        + ",\"version\":1,\"asset_id\":\"ID of crowd\",\"public_id\":\"crowd\",\"image_infos\":"
        + "{\"kept/dog\":{\"width\":100,\"height\":80,\"x\":0,\"y\":0}}";
  }

  private static String multi() {
    return made("url", "secure_url", "multi", "gif")
        + ",\"version\":1,\"asset_id\":\"ID of crowd\",\"public_id\":\"crowd\"";
  }

  private static String made(String url, String secureUrl, String type, String extension) {
    String path = "://cdn.test/demo/image/" + type + "/v1/crowd." + extension;
    return "\"%s\":\"http%s\",\"%s\":\"https%s\"".formatted(url, path, secureUrl, path);
  }

  private static void explode(EventScene scene, String transformation) {
    scene.given("kept/dog");
    ExplodeAsset order =
        new ExplodeAsset(
            scene.environmentId(),
            scene.caller(),
            scene.key("kept/dog"),
            transformation,
            "",
            scene.later());
    scene.known("", scene.json(ExplodeAsset.ADDRESS, order));
  }

  private static String exploded() {
    String path = "://cdn.test/demo/image/upload/pg_1/v1/kept/dog.png";
    return "\"pages\":1,\"image_infos\":[{\"width\":100,\"height\":75,\"bytes\":1,\"url\":\"http"
        + path
        + "\",\"secure_url\":\"https"
        + path
        + "\"}],\"asset_id\":\"ID of kept/dog\",\"public_id\":\"kept/dog\",\"batch_id\":\"BATCH\"";
  }

  private static void archive(EventScene scene, boolean later) {
    scene.given("kept/dog");
    pack(scene, later ? scene.later() : scene.now(), List.of());
  }

  private static void badArchive(EventScene scene) {
    scene.given("kept/dog");
    pack(scene, scene.later(), List.of(new EagerItem("c_bad", "c_bad", "")));
  }

  private static void pack(EventScene scene, Terms terms, List<EagerItem> items) {
    ArchiveSelection selection =
        new ArchiveSelection(
            ResourceType.IMAGE,
            DeliveryType.UPLOAD,
            List.of(scene.name("kept/dog"), scene.name("nobody")),
            List.of(),
            List.of(),
            List.of(),
            true);
    StoredAsset stored =
        scene.call(
            CreateArchive.ADDRESS,
            new CreateArchive(
                scene.environmentId(),
                scene.caller(),
                selection,
                new ArchiveLayout("zip", items, false, false, false, false, false),
                scene.name("all"),
                List.of("packed"),
                scene.name("kept/").replace("/", ""),
                terms));
    scene.known("all", new JsonObject(stored.body()));
  }

  private static String packed() {
    return """
    "asset_id":"NEW","public_id":"all.zip","version":1,"version_id":"VERSION",
    "resource_type":"raw","type":"upload","created_at":"TIME","tags":["packed"],"bytes":1,
    "etag":"MD5","placeholder":false,"access_mode":"public","asset_folder":"kept",
    "display_name":"all.zip","resource_count":1,"file_count":1,"missing_public_ids":["nobody"],
    "url":"http://cdn.test/demo/raw/upload/v1/all.zip",
    "secure_url":"https://cdn.test/demo/raw/upload/v1/all.zip","batch_id":"BATCH"\
    """;
  }

  private static void text(EventScene scene) {
    scene.call(
        DrawTextAsset.ADDRESS,
        new DrawTextAsset(
            scene.environmentId(),
            scene.caller(),
            new PublicId(scene.name("words")),
            "Hello",
            Map.of(),
            scene.now()));
  }

  private static void collage(EventScene scene, String color) {
    scene.given("kept/dog");
    CreateCollage order =
        new CreateCollage(
            scene.environmentId(),
            scene.caller(),
            new PublicId(scene.name("grid")),
            List.of("x"),
            new CreateCollage.Grid(
                100,
                80,
                1,
                1,
                0,
                color,
                List.of(new CreateCollage.Cell(scene.name("kept/dog"), "fill", "auto"))),
            scene.later());
    scene.known("", scene.json(CreateCollage.ADDRESS, order));
  }

  private static void slideshow(EventScene scene, String media) {
    scene.given(media);
    CreateSlideshow.Slide slide =
        new CreateSlideshow.Slide(ResourceType.IMAGE, scene.name(media), 2_000, "fade", 0);
    CreateSlideshow order =
        new CreateSlideshow(
            scene.environmentId(),
            scene.caller(),
            new PublicId(scene.name("show")),
            List.of("x"),
            new CreateSlideshow.Show(160, 120, 30, 60_000, List.of(slide)),
            scene.later());
    scene.known("", scene.json(CreateSlideshow.ADDRESS, order));
  }

  private static String filmed() {
    String path = "://cdn.test/demo/video/upload/v1/show.mp4";
    return """
    <dated>,"asset_id":"NEW","public_id":"show","version":1,"version_id":"VERSION","width":160,
    "height":120,"format":"mp4","resource_type":"video","created_at":"TIME","tags":["x"],
    "bytes":1,"type":"upload","etag":"MD5","placeholder":false,"url":"http%s",
    "secure_url":"https%s","asset_folder":"","display_name":"show","access_mode":"public",
    "original_filename":"show","pages":0,"playback_url":"PLAYBACK","duration":2.0,"frame_rate":30.0,"nb_frames":60,"is_audio":false,
    "audio":{}\
    """
        .replace("PLAYBACK", "https" + path.replace("/v1/show.mp4", "/sp_auto/v1/show.m3u8"))
        .formatted(path, path);
  }

  private static String drawn(String type, String name, String format, String tags) {
    String path = "://cdn.test/demo/image/%s/v1/%s.%s".formatted(type, name, format);
    return """
    <dated>,"asset_id":"NEW","public_id":"%s","version":1,"version_id":"VERSION","width":100,
    "height":80,"format":"%s","resource_type":"image","created_at":"TIME","tags":[%s],"pages":1,
    "bytes":1,"type":"%s","etag":"MD5","placeholder":false,"url":"http%s","secure_url":"https%s",
    "asset_folder":"","display_name":"%s","access_mode":"public","original_filename":"%s"\
    """
        .formatted(name, format, tags, type, path, path, name, name);
  }
}
