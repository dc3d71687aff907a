package dev.darkroom.asset;

import static dev.darkroom.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.Address;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AppliedMetadata;
import dev.darkroom.protocol.ApplyMetadata;
import dev.darkroom.protocol.AssetChanges;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.AssetName;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.BusMessage;
import dev.darkroom.protocol.ChangeBy;
import dev.darkroom.protocol.ChangeContext;
import dev.darkroom.protocol.ChangeMetadata;
import dev.darkroom.protocol.ChangeTags;
import dev.darkroom.protocol.CreateFolder;
import dev.darkroom.protocol.DeleteAssets;
import dev.darkroom.protocol.DeleteBackups;
import dev.darkroom.protocol.DeleteDerived;
import dev.darkroom.protocol.DeleteFolder;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DestroyAssetById;
import dev.darkroom.protocol.FolderPath;
import dev.darkroom.protocol.MoveFolder;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.PublishAssets;
import dev.darkroom.protocol.RelateAssets;
import dev.darkroom.protocol.RenameAsset;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.RestoreAssets;
import dev.darkroom.protocol.SetAccessMode;
import dev.darkroom.protocol.UpdateAsset;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No call of one cloud changes a row of another, though everything there has the same names. */
final class ChangeIsolationTest {
  private static final long OTHER = 999;
  private static final List<String> TABLES =
      List.of(
          "asset", "derived", "asset_version", "asset_tag", "folder", "asset_relation", "event");
  private static final String COPY =
      """
      do $$
      declare t record; columns text;
      begin
        insert into environment overriding system value
          select (jsonb_populate_record(
            e, '{"id": 999, "cloud": "other", "product_environment_id": "other"}')).*
            from environment e;
        for t in select unnest(array['asset', 'derived', 'asset_version', 'folder',
            'asset_relation']) as name loop
          select string_agg(quote_ident(column_name), ', ') into columns
            from information_schema.columns
           where table_name = t.name and column_name <> 'environment_id'
             and is_generated = 'NEVER';
          execute format('insert into %I (environment_id, %s) select 999, %s from %I',
            t.name, columns, columns, t.name);
        end loop;
      end $$
      """;

  @TempDir Path folder;
  private AssetRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new AssetRig(folder);
    await(rig.vertx.deployVerticle(new FakeCatalog()));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** Takes every change of metadata as it comes. */
  private final class FakeCatalog extends VerticleBase {
    @Override
    public Future<?> start() {
      rig.bus.serve(
          ApplyMetadata.ADDRESS,
          asked -> {
            JsonObject after = new JsonObject(asked.current());
            asked.changes().forEach(after::put);
            return Future.succeededFuture(new AppliedMetadata(after.encode()));
          });
      return Future.succeededFuture();
    }
  }

  private String rows(long environmentId) {
    StringBuilder all = new StringBuilder();
    for (String table : TABLES) {
      String sql =
          "select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from "
              + table
              + " t where environment_id = $1";
      all.append(table)
          .append(
              await(rig.database.database().query(sql, Tuple.of(environmentId)))
                  .iterator()
                  .next()
                  .getString(0));
    }
    return all.toString();
  }

  private <Q extends BusMessage> JsonObject call(Address<Q, Answer> address, Q message) {
    return new JsonObject(await(rig.bus.request(address, message)).body());
  }

  private ChangeBy by() {
    return new ChangeBy(rig.environment.id(), rig.caller(), null);
  }

  private static AssetKey key(String publicId) {
    return new AssetKey(ResourceType.IMAGE, DeliveryType.UPLOAD, new PublicId(publicId));
  }

  private static AssetSelection select(AssetSelection.By by, String... values) {
    return new AssetSelection(
        by == AssetSelection.By.ASSET_IDS ? null : ResourceType.IMAGE,
        List.of(),
        by,
        List.of(values),
        null);
  }

  private static AssetChanges changes(String folder, @Nullable String moderation) {
    return new AssetChanges(
        List.of("x"),
        Map.of("k", "v"),
        Map.of("field", "value"),
        false,
        folder,
        "Shown",
        true,
        "[[1,2,3,4]]",
        null,
        null,
        moderation,
        "[{\"access_type\":\"token\"}]");
  }

  private void write(String sql) {
    await(rig.database.database().query(sql, Tuple.tuple()));
  }

  @Test
  void everyCallStaysInItsCloud() {
    List.of("one", "two", "three", "four", "five", "six")
        .forEach(name -> rig.upload(name).eager("c_scale,w_9").send());
    write("update asset set backup = true where public_id in ('one', 'two')");
    write("update asset set type = 'private' where public_id = 'six'");
    call(CreateFolder.ADDRESS, new CreateFolder(by(), new FolderPath("f/g")));
    String one =
        call(
                UpdateAsset.ADDRESS,
                new UpdateAsset(by(), AssetName.of(key("one")), changes("f", null)))
            .getString("asset_id");
    call(RelateAssets.ADDRESS, new RelateAssets(by(), AssetName.of(one), List.of(id("two")), true));
    write(COPY);
    String before = rows(OTHER);
    String ours = rows(rig.environment.id());
    label();
    move(one);
    remove(one);
    assertEquals(before, rows(OTHER));
    assertTrue(!ours.equals(rows(rig.environment.id())), "something has changed here");
  }

  private String id(String publicId) {
    return await(
            rig.database
                .database()
                .query(
                    "select replace(asset_id::text, '-', '') from asset where public_id = $1",
                    Tuple.of(publicId)))
        .iterator()
        .next()
        .getString(0);
  }

  private void label() {
    for (ChangeTags.Command command : ChangeTags.Command.values()) {
      call(
          ChangeTags.ADDRESS,
          new ChangeTags(
              by(),
              ResourceType.IMAGE,
              DeliveryType.UPLOAD,
              command,
              List.of("t"),
              List.of("two")));
    }
    call(
        ChangeContext.ADDRESS,
        new ChangeContext(
            by(), ResourceType.IMAGE, DeliveryType.UPLOAD, true, Map.of(), List.of("two")));
    call(
        ChangeMetadata.ADDRESS,
        new ChangeMetadata(
            by(),
            ResourceType.IMAGE,
            DeliveryType.UPLOAD,
            Map.of("field", "other"),
            false,
            List.of("one", "two")));
    call(
        SetAccessMode.ADDRESS,
        new SetAccessMode(by(), select(AssetSelection.By.ALL), "authenticated"));
  }

  private void move(String one) {
    call(UpdateAsset.ADDRESS, new UpdateAsset(by(), AssetName.of(one), changes("f/g", "rejected")));
    call(UpdateAsset.ADDRESS, new UpdateAsset(by(), AssetName.of(one), changes("f/g", "approved")));
    call(RenameAsset.ADDRESS, new RenameAsset(by(), key("two"), key("three"), true, true, true));
    call(
        PublishAssets.ADDRESS,
        new PublishAssets(by(), select(AssetSelection.By.PUBLIC_IDS, "six"), false));
    call(MoveFolder.ADDRESS, new MoveFolder(by(), new FolderPath("f"), new FolderPath("h")));
    call(
        RelateAssets.ADDRESS,
        new RelateAssets(by(), AssetName.of(one), List.of(id("three")), false));
  }

  private void remove(String one) {
    AssetName name = AssetName.of(one);
    JsonObject described =
        call(UpdateAsset.ADDRESS, new UpdateAsset(by(), name, changes("h/g", null)));
    assertEquals("h/g", described.getString("asset_folder"));
    call(DeleteDerived.ADDRESS, new DeleteDerived(by(), List.of("0".repeat(32))));
    await(rig.bus.request(DestroyAssetById.ADDRESS, new DestroyAssetById(by(), one)));
    JsonObject restored =
        call(RestoreAssets.ADDRESS, new RestoreAssets(by(), List.of(name), List.of()));
    assertEquals(400, restored.getJsonObject("one").getInteger("width"));
    await(rig.bus.request(DestroyAssetById.ADDRESS, new DestroyAssetById(by(), one)));
    call(DeleteBackups.ADDRESS, new DeleteBackups(by(), one, versions()));
    call(
        DeleteAssets.ADDRESS,
        new DeleteAssets(by(), select(AssetSelection.By.TAG, "a"), true, List.of()));
    call(
        DeleteAssets.ADDRESS,
        new DeleteAssets(by(), select(AssetSelection.By.ALL), false, List.of()));
    call(DeleteFolder.ADDRESS, new DeleteFolder(by(), new FolderPath("h"), false));
    assertEquals(
        1,
        await(
                rig.database
                    .database()
                    .query(
                        "select count(*) from asset where environment_id = $1",
                        Tuple.of(rig.environment.id())))
            .iterator()
            .next()
            .getLong(0),
        "the placeholder of what was backed up");
  }

  private List<String> versions() {
    List<String> ids = new ArrayList<>();
    await(
            rig.database
                .database()
                .query(
                    "select replace(version_id::text, '-', '') from asset_version"
                        + " where environment_id = $1",
                    Tuple.of(rig.environment.id())))
        .forEach(row -> ids.add(row.getString(0)));
    return ids;
  }
}
