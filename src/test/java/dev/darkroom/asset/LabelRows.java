package dev.darkroom.asset;

import dev.darkroom.asset.EveryEventTest.Row;
import dev.darkroom.protocol.AssetChanges;
import dev.darkroom.protocol.AssetName;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.ChangeContext;
import dev.darkroom.protocol.ChangeMetadata;
import dev.darkroom.protocol.ChangeTags;
import dev.darkroom.protocol.ChangeTags.Command;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.PublishAssets;
import dev.darkroom.protocol.RelateAssets;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.SetAccessMode;
import dev.darkroom.protocol.UpdateAsset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What changes of labels, access, moderation and relations tell. */
final class LabelRows {
  private static final String ID = "\"asset_id\":\"ID of kept/dog\",<names>";
  private static final String NAMED = ID + ",\"public_id\":\"kept/dog\"";
  private static final String CONTROL = "[{\"access_type\":\"token\"}]";
  private static final String TAGS = "resource_tags_changed";
  private static final String CONTEXT = "resource_context_changed";

  private LabelRows() {}

  static List<Row> all() {
    return Stream.of(labels(), updates(), decisions()).flatMap(List::stream).toList();
  }

  private static List<Row> labels() {
    return List.of(
        Row.of("add_tag", tags(Command.ADD, "b", "c"), TAGS, tagged("\"c\"", "")),
        Row.of("remove_tag", tags(Command.REMOVE, "b", "x"), TAGS, tagged("", "\"b\"")),
        Row.of("replace_tag", tags(Command.REPLACE, "b", "z"), TAGS, tagged("\"z\"", "\"a\"")),
        Row.of("remove_all_tags", tags(Command.REMOVE_ALL), TAGS, tagged("", "\"a\",\"b\"")),
        Row.of("set_exclusive_tag", LabelRows::exclusive, TAGS, exclusively()).inBothModes(),
        Row.of("tags that are there", tags(Command.ADD, "a")),
        Row.of(
            "add_context",
            context(false, Map.of("alt", "Cat", "new", "1")),
            CONTEXT,
            contextual(
                "{\"name\":\"new\",\"value\":\"1\"}",
                "",
                "{\"name\":\"alt\",\"value\":\"Cat\",\"previous_value\":\"A dog\"}")),
        Row.of(
            "remove_all_context",
            context(true, Map.of()),
            CONTEXT,
            contextual("", "{\"name\":\"alt\",\"value\":\"A dog\"}", "")),
        Row.of(
                "metadata",
                LabelRows::metadata,
                "resource_metadata_changed",
                map(
                    ID
                        + ",\"previous_metadata\":{\"color\":\"red\"},"
                        + "\"new_metadata\":{\"color\":\"blue\",\"size\":\"s\"}"))
            .inBothModes());
  }

  private static EveryEventTest.Act tags(Command command, String... tags) {
    return scene -> {
      scene.given("kept/dog");
      scene.call(ChangeTags.ADDRESS, message(scene, command, List.of(tags), "kept/dog"));
    };
  }

  private static ChangeTags message(
      EventScene scene, Command command, List<String> tags, String plain) {
    return new ChangeTags(
        scene.by(),
        ResourceType.IMAGE,
        DeliveryType.UPLOAD,
        command,
        tags,
        List.of(scene.name(plain), scene.name("nobody")));
  }

  private static String tagged(String added, String removed) {
    return array(NAMED + ",\"added\":[" + added + "],\"removed\":[" + removed + "],\"updated\":[]");
  }

  /** Two assets, one notification: they come in the order of their ids. */
  private static void exclusive(EventScene scene) {
    String only = scene.name("only");
    scene.given("kept/dog");
    scene.call(ChangeTags.ADDRESS, message(scene, Command.ADD, List.of(only), "kept/dog"));
    scene.rig.nextEvent();
    scene.given("kept/cat");
    scene.call(
        ChangeTags.ADDRESS, message(scene, Command.SET_EXCLUSIVE, List.of(only), "kept/cat"));
  }

  private static String exclusively() {
    String cat = NAMED.replace("dog", "cat");
    return "<sourced>,\"resources\":[{"
        + cat
        + ",\"added\":[\"only\"],\"removed\":[],\"updated\":[]},{"
        + NAMED
        + ",\"added\":[],\"removed\":[\"only\"],\"updated\":[]}]";
  }

  private static EveryEventTest.Act context(boolean removeAll, Map<String, String> added) {
    return scene -> {
      scene.given("kept/dog");
      scene.call(
          ChangeContext.ADDRESS,
          new ChangeContext(
              scene.by(),
              ResourceType.IMAGE,
              DeliveryType.UPLOAD,
              removeAll,
              added,
              List.of(scene.name("kept/dog"))));
    };
  }

  private static String contextual(String added, String removed, String updated) {
    return map(
        "%s,\"added\":[%s],\"removed\":[%s],\"updated\":[%s]"
            .formatted(ID, added, removed, updated));
  }

  private static void metadata(EventScene scene) {
    scene.given("kept/dog");
    metadata(scene, Map.of("color", "red"));
    scene.rig.nextEvent();
    metadata(scene, Map.of("color", "blue", "size", "s"));
  }

  private static void metadata(EventScene scene, Map<String, String> changes) {
    scene.call(
        ChangeMetadata.ADDRESS,
        new ChangeMetadata(
            scene.by(),
            ResourceType.IMAGE,
            DeliveryType.UPLOAD,
            changes,
            false,
            List.of(scene.name("kept/dog"))));
  }

  private static List<Row> updates() {
    String move =
        ",\"from_asset_folder\":\"kept\",\"to_asset_folder\":\"sale\",\"display_name\":\"Me\"";
    String shown =
        ",\"asset_folder\":\"sale\",\"previous_display_name\":\"Me\",\"new_display_name\":\"You\"";
    String guarded = ",\"previous_access_control\":[],\"new_access_control\":" + CONTROL;
    String titled =
        contextual(
            "{\"name\":\"title\",\"value\":\"T\"}", "{\"name\":\"alt\",\"value\":\"A dog\"}", "");
    return List.of(
        Row.of(
            "update",
            LabelRows::update,
            "create_folder",
            UploadRows.FOLDER.replace("kept", "sale"),
            TAGS,
            tagged("\"c\"", "\"b\""),
            CONTEXT,
            titled,
            "resource_metadata_changed",
            map(ID + ",\"previous_metadata\":{},\"new_metadata\":{\"color\":\"red\"}"),
            "move",
            map(ID + move),
            "resource_display_name_changed",
            "<dated>," + map(NAMED + shown),
            "access_control_changed",
            array(NAMED + guarded)),
        Row.of(
                "update in fixed mode",
                scene -> {
                  scene.given("kept/dog");
                  update(scene, List.of("a", "c"), Map.of("title", "T"), null, null);
                },
                TAGS,
                tagged("\"c\"", "\"b\""),
                CONTEXT,
                titled)
            .inFixedMode());
  }

  private static void update(EventScene scene) {
    scene.given("kept/dog");
    AssetChanges changes =
        new AssetChanges(
            List.of("a", "c"),
            Map.of("title", "T"),
            Map.of("color", "red"),
            false,
            scene.name("sale"),
            "You",
            false,
            "[[1,2,3,4]]",
            null,
            null,
            null,
            CONTROL);
    scene.call(UpdateAsset.ADDRESS, new UpdateAsset(scene.by(), dog(scene), changes));
  }

  private static void update(
      EventScene scene,
      @Nullable List<String> tags,
      @Nullable Map<String, String> context,
      @Nullable String moderation,
      @Nullable String control) {
    AssetChanges changes =
        new AssetChanges(
            tags, context, null, false, null, null, false, null, null, null, moderation, control);
    scene.call(UpdateAsset.ADDRESS, new UpdateAsset(scene.by(), dog(scene), changes));
  }

  private static AssetName dog(EventScene scene) {
    return AssetName.of(scene.key("kept/dog"));
  }

  private static List<Row> decisions() {
    return List.of(
        Row.of("moderation", LabelRows::approve, "moderation", moderated("approved", "\"MD5\""))
            .inBothModes(),
        Row.of(
            "the last moderation",
            LabelRows::reject,
            "moderation",
            moderated("rejected", "null"),
            "moderation_summary",
            "\"asset_id\":\"ID of kept/dog\",\"public_id\":\"kept/dog\","
                + "\"moderation_status\":\"rejected\",\"moderation\":["
                + "{\"kind\":\"manual\",\"status\":\"rejected\",\"updated_at\":\"TIME\"},"
                + "{\"kind\":\"duplicate\",\"status\":\"aborted\"}]"),
        Row.of(
            "update_access_mode",
            LabelRows::accessMode,
            "access_control_changed",
            array(
                NAMED
                    + ",\"previous_access_control\":[],\"new_access_control\":[],"
                    + "\"previous_access_mode\":\"public\",\"new_access_mode\":\"authenticated\"")),
        Row.of(
            "publish_resources",
            LabelRows::publish,
            "publish",
            "\"public_ids\":[\"kept/dog\"],\"published\":[{" + NAMED + "}]"),
        Row.of("related_assets", scene -> relate(scene, true), "related_assets", related("add")),
        Row.of("related_assets no more", LabelRows::unrelate, "related_assets", related("delete")));
  }

  private static void approve(EventScene scene) {
    scene.given("kept/dog");
    update(scene, null, null, "approved", null);
  }

  private static void reject(EventScene scene) {
    scene.given(
        "kept/dog", wish -> wish.moderated("IMG 0000000000000000", "manual", "duplicate:1"));
    update(scene, null, null, "rejected", null);
  }

  private static String moderated(String status, String etag) {
    return """
    "moderation_status":"%s","moderation_kind":"manual","moderation_updated_at":"TIME",
    "asset_id":"ID of kept/dog","public_id":"kept/dog","uploaded_at":"TIME","version":1,
    "url":"http://cdn.test/demo/image/upload/v1/kept/dog.jpg",
    "secure_url":"https://cdn.test/demo/image/upload/v1/kept/dog.jpg","etag":%s\
    """
        .formatted(status, etag);
  }

  private static AssetSelection selection(EventScene scene, DeliveryType type) {
    return AssetSelection.of(ResourceType.IMAGE, type, List.of(scene.name("kept/dog")));
  }

  private static void accessMode(EventScene scene) {
    scene.given("kept/dog");
    scene.call(
        SetAccessMode.ADDRESS,
        new SetAccessMode(scene.by(), selection(scene, DeliveryType.UPLOAD), "authenticated"));
  }

  private static void publish(EventScene scene) {
    scene.given("kept/dog", wish -> wish.type = DeliveryType.PRIVATE);
    scene.call(
        PublishAssets.ADDRESS,
        new PublishAssets(scene.by(), selection(scene, DeliveryType.PRIVATE), false));
  }

  private static void relate(EventScene scene, boolean relate) {
    if (relate) {
      scene.given("kept/dog");
      scene.given("kept/cat");
    }
    List<String> others =
        List.of("image/upload/" + scene.name("kept/cat"), "image/upload/" + scene.name("nobody"));
    scene.call(RelateAssets.ADDRESS, new RelateAssets(scene.by(), dog(scene), others, relate));
  }

  private static void unrelate(EventScene scene) {
    relate(scene, true);
    scene.rig.nextEvent();
    relate(scene, false);
  }

  private static String related(String action) {
    return "\"action_type\":\"%s\",\"asset_id\":\"ID of kept/dog\",\"total_failed\":1,\"total_success\":1"
        .formatted(action);
  }

  private static String array(String resource) {
    return "<sourced>,\"resources\":[{" + resource + "}]";
  }

  private static String map(String resource) {
    return "<sourced>,\"resources\":{\"kept/dog\":{" + resource + "}}";
  }
}
