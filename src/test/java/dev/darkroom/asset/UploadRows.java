package dev.darkroom.asset;

import dev.darkroom.asset.EveryEventTest.Row;
import dev.darkroom.protocol.AccessRules;
import dev.darkroom.protocol.AnalysisWanted;
import dev.darkroom.protocol.EagerWanted;
import dev.darkroom.protocol.ExplicitAsset;
import dev.darkroom.protocol.Labelling;
import dev.darkroom.protocol.Markings;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import dev.darkroom.protocol.UploadFlow;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What uploads tell. */
final class UploadRows {
  static final String FOLDER = "<sourced>,\"folder_path\":\"kept\",\"folder_name\":\"kept\"";
  private static final String FILE =
      """
      "asset_id":"ID of kept/dog","public_id":"kept/dog","version":1,"version_id":"VERSION",
      "width":400,"height":300,"format":"jpg","created_at":"TIME","pages":1,"bytes":1,"etag":"MD5",
      "placeholder":false,"access_mode":"public","original_filename":"Photo",
      "original_extension":"JPG","url":"http://cdn.test/demo/image/upload/v1/kept/dog.jpg",
      "secure_url":"https://cdn.test/demo/image/upload/v1/kept/dog.jpg"\
      """;
  private static final String LABELS =
      ",\"tags\":[\"a\",\"b\"],\"context\":{\"custom\":{\"alt\":\"A dog\"}}";
  static final String UPLOADED = "<dated>,<names>,<place>," + FILE + LABELS;
  private static final String LINKS =
      """
      "url":"http://cdn.test/demo/image/upload/c_scale,w_100/v1/kept/dog.jpg",
      "secure_url":"https://cdn.test/demo/image/upload/c_scale,w_100/v1/kept/dog.jpg"\
      """;
  private static final String MADE =
      ",\"eager\":[{\"transformation\":\"c_scale,w_100\",\"width\":100,\"height\":75,"
          + "\"bytes\":1,\"format\":\"jpg\","
          + LINKS
          + "}";
  private static final String FAILED =
      ",{\"transformation\":\"c_bad\",\"status\":\"failed\","
          + "\"reason\":\"Invalid crop in transformation: bad\"}";

  private static final String TAGGED =
      "<sourced>,\"resources\":[{\"asset_id\":\"ID of kept/dog\",<names>,"
          + "\"public_id\":\"kept/dog\",\"added\":[],\"removed\":[\"b\"],\"updated\":[]}]";

  private UploadRows() {}

  static List<Row> all() {
    return Stream.of(uploads(), options(), others()).flatMap(List::stream).toList();
  }

  private static List<Row> uploads() {
    return List.of(
        Row.of("upload", UploadRows::plain, "upload", UPLOADED).inFixedMode(),
        Row.of(
            "upload into a new folder",
            scene -> scene.store("kept/dog", wish -> wish.resourceType = null),
            "create_folder",
            FOLDER,
            "upload",
            UPLOADED),
        Row.of(
            "upload into new folders",
            scene -> scene.store("kept/dog", wish -> wish.assetFolder = scene.name("kept/in")),
            "create_folder",
            FOLDER,
            "create_folder",
            "<sourced>,\"folder_path\":\"kept/in\",\"folder_name\":\"in\"",
            "upload",
            UPLOADED.replace("<place>", "\"asset_folder\":\"kept/in\",\"display_name\":\"Me\"")),
        Row.of("upload that overwrites", UploadRows::twice, "upload", again("overwritten"))
            .inBothModes(),
        Row.of("upload that keeps what is there", UploadRows::keep, "upload", again("existing"))
            .inBothModes());
  }

  private static List<Row> options() {
    return List.of(
        Row.of("upload of a raw file", UploadRows::raw, "upload", notes()),
        Row.of(
            "upload with a delete token",
            scene -> known(scene, wish -> wish.token = true),
            "upload",
            UPLOADED + ",\"delete_token\":\"TOKEN\""),
        Row.of(
            "upload later",
            scene -> known(scene, wish -> wish.async = true),
            "upload",
            UPLOADED.replace("ID of kept/dog", "NEW") + ",\"batch_id\":\"BATCH\""),
        Row.of("upload later that fails", UploadRows::failing, "error", error()).inBothModes(),
        Row.of(
            "upload with eager versions",
            scene -> known(scene, wish -> wish.eager(false, "c_scale,w_100", "c_bad")),
            "upload",
            UPLOADED + MADE + FAILED + "]"),
        Row.of("upload with eager versions later", UploadRows::eager, eagerly()));
  }

  private static List<Row> others() {
    return List.of(
        Row.of("explicit", UploadRows::explicit, explicitly()),
        Row.of(
            "explicit later",
            scene -> explicitLater(scene, Map.of()),
            "resource_tags_changed",
            TAGGED,
            "upload",
            UPLOADED.replace("\"a\",\"b\"", "\"a\"") + ",\"batch_id\":\"BATCH\""),
        Row.of(
            "explicit later that fails",
            scene -> explicitLater(scene, Map.of("unknown", "1")),
            "error",
            error().replace("Invalid image file", "Invalid value for parameter metadata: unknown")),
        Row.of("migration of an asset that is asked for", UploadRows::migrate));
  }

  private static void plain(EventScene scene) {
    scene.store("kept/dog", wish -> {});
  }

  /** An upload into a folder that is there. */
  private static void known(EventScene scene, Consumer<EventScene.Wish> how) {
    scene.given("kept/other");
    scene.store("kept/dog", how);
  }

  private static void twice(EventScene scene) {
    scene.given("kept/dog");
    plain(scene);
  }

  private static void keep(EventScene scene) {
    scene.given("kept/dog");
    scene.store("kept/dog", wish -> wish.overwrite = false);
  }

  private static String again(String flag) {
    return UPLOADED + ",\"" + flag + "\":true";
  }

  private static void raw(EventScene scene) {
    known(scene, wish -> {});
    scene.forget();
    scene.store(
        "kept/notes.txt",
        wish -> {
          wish.resourceType = ResourceType.RAW;
          wish.content = "some notes";
          wish.labels = Labelling.none();
        });
  }

  private static String notes() {
    return """
    <dated>,<place>,"asset_id":"ID of kept/notes.txt","public_id":"kept/notes.txt","version":1,
    "version_id":"VERSION","resource_type":"raw","type":"upload","created_at":"TIME","tags":[],
    "bytes":1,"etag":"MD5","placeholder":false,"access_mode":"public",
    "original_filename":"Photo",
    "url":"http://cdn.test/demo/raw/upload/v1/kept/notes.txt",
    "secure_url":"https://cdn.test/demo/raw/upload/v1/kept/notes.txt"\
    """;
  }

  private static void failing(EventScene scene) {
    StoredAsset stored =
        scene.call(
            StoreAsset.ADDRESS,
            scene.upload(
                "kept/dog",
                wish -> {
                  wish.content = "no picture";
                  wish.async = true;
                }));
    scene.known("kept/dog", new JsonObject(stored.body()));
  }

  private static String error() {
    return "<dated>,<names>,\"error\":{\"message\":\"Invalid image file\"},"
        + "\"public_id\":\"kept/dog\",\"batch_id\":\"BATCH\"";
  }

  private static void eager(EventScene scene) {
    JsonObject answer = scene.given("kept/other");
    scene.known("kept/other", answer);
    scene.store("kept/dog", wish -> wish.eager(true, "c_scale,w_100", "c_bad"));
  }

  private static String[] eagerly() {
    String processing =
        ",\"batch_id\":\"BATCH\",\"eager\":[" + item("c_scale,w_100") + "," + item("c_bad") + "]";
    String done =
        "<dated>,\"asset_id\":\"ID of kept/dog\",\"public_id\":\"kept/dog\",\"batch_id\":\"BATCH\""
            + MADE
            + FAILED
            + "]";
    return new String[] {"upload", UPLOADED + processing, "eager", done};
  }

  private static String item(String transformation) {
    return "{\"transformation\":\""
        + transformation
        + "\",\"status\":\"processing\",\"batch_id\":\"BATCH\","
        + LINKS.replace("c_scale,w_100", transformation)
        + "}";
  }

  private static void explicit(EventScene scene) {
    scene.given("kept/dog");
    scene.call(
        ExplicitAsset.ADDRESS,
        new ExplicitAsset(
            scene.environmentId(),
            scene.caller(),
            scene.key("kept/dog"),
            scene.name("new"),
            "You",
            new Labelling(List.of("b", "c"), Map.of("title", "T"), Map.of("color", "red"), false),
            new AccessRules("authenticated", null),
            Markings.none(),
            EagerWanted.none(),
            AnalysisWanted.none(),
            UploadFlow.usual()));
  }

  private static void explicitLater(EventScene scene, Map<String, String> metadata) {
    scene.given("kept/dog");
    ExplicitAsset order =
        new ExplicitAsset(
            scene.environmentId(),
            scene.caller(),
            scene.key("kept/dog"),
            null,
            null,
            new Labelling(List.of("a"), Map.of(), metadata, false),
            AccessRules.unchanged(),
            Markings.none(),
            EagerWanted.none(),
            AnalysisWanted.none(),
            new UploadFlow(true, true, false, null, null, null, null, false));
    scene.known("", new JsonObject(scene.call(ExplicitAsset.ADDRESS, order).body()));
  }

  private static String[] explicitly() {
    String identity = "\"asset_id\":\"ID of kept/dog\",<names>";
    String named = identity + ",\"public_id\":\"kept/dog\"";
    String after =
        UPLOADED
            .replace(LABELS, "")
            .replace("\"access_mode\":\"public\"", "\"access_mode\":\"authenticated\"")
            .replace("<place>", "\"asset_folder\":\"new\",\"display_name\":\"You\"");
    return new String[] {
      "create_folder",
      "<sourced>,\"folder_path\":\"new\",\"folder_name\":\"new\"",
      "resource_tags_changed",
      "<sourced>,\"resources\":[{"
          + named
          + ",\"added\":[\"c\"],\"removed\":[\"a\"],\"updated\":[]}]",
      "resource_context_changed",
      "<sourced>,\"resources\":{\"kept/dog\":{"
          + identity
          + ",\"added\":[{\"name\":\"title\",\"value\":\"T\"}],\"removed\":[],\"updated\":[]}}",
      "resource_metadata_changed",
      "<sourced>,\"resources\":{\"kept/dog\":{"
          + identity
          + ",\"previous_metadata\":{},\"new_metadata\":{\"color\":\"red\"}}}",
      "access_control_changed",
      "<sourced>,\"resources\":[{"
          + named
          + ",\"previous_access_control\":[],\"new_access_control\":[],"
          + "\"previous_access_mode\":\"public\",\"new_access_mode\":\"authenticated\"}]",
      "move",
      "<sourced>,\"resources\":{\"kept/dog\":{"
          + identity
          + ",\"from_asset_folder\":\"kept\",\"to_asset_folder\":\"new\",\"display_name\":\"Me\"}}",
      "resource_display_name_changed",
      "<dated>,<sourced>,\"resources\":{\"kept/dog\":{"
          + named
          + ",\"asset_folder\":\"new\","
          + "\"previous_display_name\":\"Me\",\"new_display_name\":\"You\"}}",
      "upload",
      after
          + ",\"tags\":[\"b\",\"c\"],\"metadata\":{\"color\":\"red\"},"
          + "\"context\":{\"custom\":{\"alt\":\"A dog\",\"title\":\"T\"}}"
    };
  }

  /** Lazy migration moves what is known already: nobody is told. */
  private static void migrate(EventScene scene) {
    String url = "http://127.0.0.1:1/none.jpg";
    StoreAsset message =
        StoreAsset.fetched(scene.environmentId(), scene.caller(), scene.key("kept/dog"), url);
    scene.call(StoreAsset.ADDRESS, message.of(scene.rig.stage("IMG one")));
  }
}
