package dev.darkroom.asset;

import dev.darkroom.asset.EveryEventTest.Row;
import dev.darkroom.protocol.AssetName;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.CreateFolder;
import dev.darkroom.protocol.DeleteAssets;
import dev.darkroom.protocol.DeleteByToken;
import dev.darkroom.protocol.DeleteFolder;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.DestroyAssetById;
import dev.darkroom.protocol.FolderPath;
import dev.darkroom.protocol.MoveFolder;
import dev.darkroom.protocol.RenameAsset;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.RestoreAssets;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** What is told of assets and folders that go elsewhere, or away, or come back. */
final class PlaceRows {
  private static final String NAMED =
      "\"asset_id\":\"ID of kept/dog\",<names>,\"public_id\":\"kept/dog\"";
  private static final String GONE = "{" + NAMED + ",\"version\":1,<place>}";
  private static final String DELETED = "\"resources\":[" + GONE + "]";

  private PlaceRows() {}

  static List<Row> all() {
    return Stream.of(deletions(), assets(), folders()).flatMap(List::stream).toList();
  }

  private static List<Row> deletions() {
    return List.of(
        Row.of("destroy", PlaceRows::destroy, "delete", DELETED).inBothModes(),
        Row.of("asset/destroy", PlaceRows::destroyById, "delete", DELETED).inBothModes(),
        Row.of("destroy of nothing", scene -> destroy(scene, "kept/dog")),
        Row.of(
                "delete_resources",
                PlaceRows::deleteMany,
                "delete",
                "\"resources\":[" + GONE + "," + GONE.replace("dog", "cat") + "]")
            .inBothModes(),
        Row.of("delete_resources that keeps originals", PlaceRows::deleteDerived),
        Row.of("delete_by_token", PlaceRows::deleteByToken, "delete_by_token", DELETED)
            .inBothModes());
  }

  private static void destroy(EventScene scene) {
    scene.given("kept/dog");
    destroy(scene, "kept/dog");
  }

  private static void destroy(EventScene scene, String plain) {
    scene.call(
        DestroyAsset.ADDRESS,
        new DestroyAsset(scene.environmentId(), scene.caller(), scene.key(plain), null));
  }

  private static void destroyById(EventScene scene) {
    JsonObject asset = scene.given("kept/dog");
    scene.call(
        DestroyAssetById.ADDRESS, new DestroyAssetById(scene.by(), asset.getString("asset_id")));
  }

  private static void deleteMany(EventScene scene) {
    scene.given("kept/dog");
    scene.given("kept/cat");
    delete(scene, false);
  }

  private static void deleteDerived(EventScene scene) {
    scene.given("kept/dog", wish -> wish.eager(false, "c_scale,w_100"));
    delete(scene, true);
  }

  private static void delete(EventScene scene, boolean keepOriginal) {
    List<String> names =
        List.of(scene.name("kept/dog"), scene.name("nobody"), scene.name("kept/cat"));
    AssetSelection selection = AssetSelection.of(ResourceType.IMAGE, DeliveryType.UPLOAD, names);
    scene.call(
        DeleteAssets.ADDRESS, new DeleteAssets(scene.by(), selection, keepOriginal, List.of()));
  }

  private static void deleteByToken(EventScene scene) {
    String token = scene.given("kept/dog", wish -> wish.token = true).getString("delete_token");
    scene.call(
        DeleteByToken.ADDRESS, new DeleteByToken(scene.environmentId(), scene.caller(), token));
  }

  private static List<Row> assets() {
    String renamed = "<dated>,\"asset_id\":\"ID of kept/dog\",\"resource_type\":\"image\"";
    String names = ",\"from_public_id\":\"kept/dog\",\"to_public_id\":\"moved/cat\"";
    String typed = ",\"from_public_id\":\"kept/dog\",\"to_public_id\":\"kept/dog\"";
    return List.of(
        Row.of(
            "rename",
            scene -> rename(scene, "moved/cat", DeliveryType.UPLOAD),
            "rename",
            renamed + ",\"type\":\"upload\",<place>" + names),
        Row.of(
                "rename into another folder",
                scene -> rename(scene, "moved/cat", DeliveryType.UPLOAD),
                "rename",
                renamed + ",\"type\":\"upload\",\"folder\":\"moved\"" + names)
            .inFixedMode(),
        Row.of(
                "rename to another type",
                scene -> rename(scene, "kept/dog", DeliveryType.PRIVATE),
                "rename",
                renamed + ",\"type\":\"private\",<place>" + typed)
            .inBothModes(),
        Row.of(
                "restore",
                PlaceRows::restore,
                "restore_asset_version",
                NAMED + ",\"version\":1,\"version_id\":\"VERSION\"")
            .inBothModes());
  }

  private static void rename(EventScene scene, String to, DeliveryType type) {
    scene.given("kept/dog");
    scene.call(
        RenameAsset.ADDRESS,
        new RenameAsset(
            scene.by(), scene.key("kept/dog"), scene.key(to, type), false, false, false));
  }

  private static void restore(EventScene scene) {
    scene.given("kept/dog", wish -> wish.backup = true);
    destroy(scene, "kept/dog");
    scene.rig.nextEvent();
    scene.call(
        RestoreAssets.ADDRESS,
        new RestoreAssets(scene.by(), List.of(AssetName.of(scene.key("kept/dog"))), List.of()));
  }

  private static List<Row> folders() {
    return List.of(
        Row.of(
                "create_folder",
                scene -> create(scene, "tree/leaf"),
                "create_folder",
                folder("tree", "tree"),
                "create_folder",
                folder("tree/leaf", "leaf"))
            .inBothModes(),
        Row.of("create_folder again", PlaceRows::createAgain),
        Row.of(
                "move of a folder",
                PlaceRows::move,
                "move_or_rename_asset_folder",
                "<sourced>,\"from_path\":\"tree/leaf\",\"to_path\":\"tree/twig\","
                    + "\"status\":\"success\"")
            .inBothModes(),
        Row.of(
                "delete_folder",
                PlaceRows::deleteFolder,
                "delete_folder",
                folder("tree", "tree"),
                "delete_folder",
                folder("tree/leaf", "leaf"))
            .inBothModes(),
        Row.of(
                "delete_folder with its assets",
                PlaceRows::deleteFull,
                "delete",
                DELETED,
                "delete_folder",
                folder("kept", "kept"))
            .inBothModes());
  }

  private static String folder(String path, String name) {
    return "<sourced>,\"folder_path\":\"" + path + "\",\"folder_name\":\"" + name + "\"";
  }

  private static FolderPath path(EventScene scene, String plain) {
    return new FolderPath(scene.name(plain));
  }

  private static void create(EventScene scene, String plain) {
    scene.call(CreateFolder.ADDRESS, new CreateFolder(scene.by(), path(scene, plain)));
  }

  private static void given(EventScene scene) {
    create(scene, "tree/leaf");
    scene.rig.nextEvent();
    scene.rig.nextEvent();
  }

  private static void createAgain(EventScene scene) {
    given(scene);
    create(scene, "tree/leaf");
  }

  private static void move(EventScene scene) {
    given(scene);
    scene.call(
        MoveFolder.ADDRESS,
        new MoveFolder(scene.by(), path(scene, "tree/leaf"), path(scene, "tree/twig")));
  }

  private static void deleteFolder(EventScene scene) {
    given(scene);
    delete(scene, "tree", false);
  }

  private static void deleteFull(EventScene scene) {
    scene.given("kept/dog");
    delete(scene, "kept", true);
  }

  private static void delete(EventScene scene, String plain, boolean withAssets) {
    FolderPath path = new FolderPath(scene.name(plain + "/").replace("/", ""));
    scene.call(DeleteFolder.ADDRESS, new DeleteFolder(scene.by(), path, withAssets));
  }
}
