package dev.darkroom.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.AccessRules;
import dev.darkroom.protocol.AnalysisWanted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.testing.Await;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What uploads measure and judge, with a fake engine that says what a picture looks like. */
final class UploadRulesTest {
  private static final String ORIGINAL = "IMG 00000000000000ff";
  private static final String ALIKE = "IMG 00000000000000fe";
  private static final String DIFFERENT = "IMG ffffffff000000ff";

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

  @Test
  void measuresAreAnsweredAndKept() {
    JsonObject answer =
        rig.store(
            analyzed(
                "measured", ORIGINAL, new AnalysisWanted(List.of("colors"), List.of(), List.of())));
    assertEquals("colors", answer.getString("colors"));
    assertFalse(answer.containsKey("phash"));
  }

  @Test
  void duplicatesAreRejected() {
    assertEquals("approved pending", moderate("original", ORIGINAL, "duplicate:0.9", "manual"));
    assertEquals(List.of("upload", "moderation"), told(2));
    assertEquals("approved pending", moderate("other", DIFFERENT, "duplicate:0.9", "manual"));
    assertEquals(List.of("upload", "moderation"), told(2));
    assertEquals("rejected aborted", moderate("copy", ALIKE, "duplicate:0.9", "manual"));
    assertEquals(List.of("upload", "moderation", "moderation_summary"), told(3));
    assertEquals("approved", moderate("original", ORIGINAL, "duplicate:1"));
    assertEquals(List.of("upload", "moderation"), told(2));
  }

  @Test
  void rejectedBytesAreKeptForALaterApproval() {
    moderate("original", ORIGINAL, "duplicate:1");
    JsonObject rejected = rig.store(moderated("copy", ORIGINAL, "duplicate:1"));
    assertTrue(rejected.getBoolean("placeholder"));
    assertEquals(0, rejected.getInteger("bytes"));
    JsonObject entry = rejected.getJsonArray("moderation").getJsonObject(0);
    assertEquals(
        "original", entry.getJsonArray("response").getJsonObject(0).getString("public_id"));
    assertEquals(1, count("asset_version"));
    JsonObject accepted = rig.upload("copy").of(ResourceType.IMAGE, DIFFERENT).send();
    assertEquals(rejected.getString("asset_id"), accepted.getString("asset_id"));
    assertFalse(accepted.containsKey("overwritten"));
  }

  private String moderate(String publicId, String content, String... kinds) {
    JsonArray entries = rig.store(moderated(publicId, content, kinds)).getJsonArray("moderation");
    return entries.stream()
        .map(entry -> ((JsonObject) entry).getString("status"))
        .collect(Collectors.joining(" "));
  }

  private StoreAsset moderated(String publicId, String content, String... kinds) {
    return analyzed(publicId, content, new AnalysisWanted(List.of(), List.of(kinds), List.of()));
  }

  private StoreAsset analyzed(String publicId, String content, AnalysisWanted analysis) {
    StoreAsset plain = rig.upload(publicId).of(ResourceType.IMAGE, content).request();
    return plain.with(
        Naming.of(new PublicId(publicId)), plain.labels(), AccessRules.unchanged(), analysis);
  }

  private List<String> told(int many) {
    List<String> types = new ArrayList<>();
    for (int at = 0; at < many; at++) {
      types.add(rig.nextEvent().type().word());
    }
    types.sort((one, other) -> order(one) - order(other));
    return types;
  }

  private static int order(String type) {
    return List.of(
            EventType.UPLOAD.word(),
            EventType.MODERATION.word(),
            EventType.MODERATION_SUMMARY.word())
        .indexOf(type);
  }

  private long count(String table) {
    return Await.await(
            rig.database.database().query("select count(*) as many from " + table, Tuple.tuple()))
        .iterator()
        .next()
        .getLong("many");
  }
}
