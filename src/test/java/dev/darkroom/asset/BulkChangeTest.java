package dev.darkroom.asset;

import static dev.darkroom.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.ChangeBy;
import dev.darkroom.protocol.ChangeTags;
import dev.darkroom.protocol.DeleteAssets;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.FolderPath;
import dev.darkroom.protocol.MoveFolder;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.RenameAsset;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of many assets: in portions, side by side, and of whole folders in fixed mode. */
final class BulkChangeTest {
  @TempDir Path folder;
  private AssetRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new AssetRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private ChangeBy by() {
    return new ChangeBy(rig.environment.id(), rig.caller(), null);
  }

  private Row row(String sql) {
    return await(rig.database.database().query(sql, Tuple.tuple())).iterator().next();
  }

  private void write(String sql) {
    await(rig.database.database().query(sql, Tuple.tuple()));
  }

  private static AssetKey key(String publicId) {
    return new AssetKey(ResourceType.IMAGE, DeliveryType.UPLOAD, new PublicId(publicId));
  }

  /** Copies of one asset: {@code many/0001} and so on. */
  private void multiply(String publicId, int count) {
    write(
        """
        do $$
        declare columns text;
        begin
          select string_agg(quote_ident(column_name), ', ') into columns
            from information_schema.columns
           where table_name = 'asset' and is_generated = 'NEVER'
             and column_name not in ('asset_id', 'public_id');
          execute 'insert into asset (asset_id, public_id, ' || columns || ') '
            || 'select gen_random_uuid(), ''many/'' || to_char(n, ''FM0000''), ' || columns
            || ' from asset, generate_series(1, %d) as n where public_id = ''%s''';
        end $$
        """
            .formatted(count, publicId));
  }

  private JsonObject delete(AssetSelection.By by, List<String> values, @Nullable String cursor) {
    AssetSelection selection =
        new AssetSelection(ResourceType.IMAGE, List.of(DeliveryType.UPLOAD), by, values, cursor);
    return new JsonObject(
        await(
                rig.bus.request(
                    DeleteAssets.ADDRESS, new DeleteAssets(by(), selection, false, List.of())))
            .body());
  }

  @Test
  void moreThanAThousandGoInPortions() {
    rig.upload("zero").send();
    multiply("zero", 1001);
    JsonObject first = delete(AssetSelection.By.PREFIX, List.of("many/"), null);
    assertTrue(first.getBoolean("partial"));
    assertEquals(1000, first.getJsonObject("deleted").size());
    assertEquals(2, row("select count(*) from asset").getLong(0));
    JsonObject second =
        delete(AssetSelection.By.PREFIX, List.of("many/"), first.getString("next_cursor"));
    assertFalse(second.getBoolean("partial"));
    assertFalse(second.containsKey("next_cursor"));
    assertEquals(1, second.getJsonObject("deleted").size());
    assertEquals(2, row("select count(*) from event where event_type = 'delete'").getLong(0));
  }

  @Test
  void aTagWithMoreThanAThousandAssetsGoesInPortions() {
    rig.upload("zero").send();
    multiply("zero", 1005);
    JsonObject first = delete(AssetSelection.By.TAG, List.of("a"), null);
    assertTrue(first.getBoolean("partial"));
    JsonObject second = delete(AssetSelection.By.TAG, List.of("a"), first.getString("next_cursor"));
    assertEquals(6, second.getJsonObject("deleted").size());
    assertEquals(0, row("select count(*) from asset").getLong(0));
  }

  @Test
  void changesThatMeetAllHappen() {
    List<String> names = IntStream.range(0, 8).mapToObj(i -> "meet" + i).toList();
    names.forEach(name -> rig.upload(name).send());
    List<Future<?>> flying = new ArrayList<>();
    for (int round = 0; round < 12; round++) {
      flying.add(
          rig.bus.request(
              ChangeTags.ADDRESS,
              new ChangeTags(
                  by(),
                  ResourceType.IMAGE,
                  DeliveryType.UPLOAD,
                  ChangeTags.Command.ADD,
                  List.of("round" + round),
                  round % 2 == 0 ? names : names.reversed())));
      flying.add(
          rig.bus
              .request(
                  RenameAsset.ADDRESS,
                  new RenameAsset(
                      by(),
                      key("meet" + round % 4),
                      key("meet" + (7 - round % 4)),
                      false,
                      false,
                      false))
              .transform(refused -> Future.succeededFuture()));
    }
    await(Future.all(flying));
    assertEquals(8 * 14, row("select sum(cardinality(tags)) from asset").getLong(0));
  }

  @Test
  void inFixedModePublicIdsFollowTheirFolder() {
    write("update environment set folder_mode = 'fixed'");
    rig.upload("trips/alps/one").send();
    rig.upload("tripsy/two").send();
    await(
        rig.bus.request(
            MoveFolder.ADDRESS,
            new MoveFolder(by(), new FolderPath("trips"), new FolderPath("tours/2026"))));
    assertEquals(
        "tours/2026/alps/one tours/2026/alps,tripsy/two tripsy",
        row("select string_agg(public_id || ' ' || asset_folder, ',' order by public_id) from asset")
            .getString(0));
    assertEquals(
        "tours,tours/2026,tours/2026/alps,tripsy",
        row("select string_agg(path, ',' order by path) from folder").getString(0));
  }
}
