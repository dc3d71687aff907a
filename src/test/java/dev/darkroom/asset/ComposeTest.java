package dev.darkroom.asset;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.ComposePictures;
import dev.darkroom.protocol.ComposedPictures;
import dev.darkroom.protocol.CreateCollage;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.DrawTextAsset;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.FindJob;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StoredAsset;
import dev.darkroom.protocol.Terms;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.Receiver;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sprites, animations, collages and texts with their rows, events and deliveries. */
final class ComposeTest {
  private static final Terms NOW = new Terms(false, null, null);

  @TempDir Path folder;
  private AssetRig rig;
  private FakeArtist artist;

  @BeforeEach
  void start() throws IOException {
    rig = new AssetRig(folder);
    artist = new FakeArtist(rig.bus, rig.blobs);
    await(rig.vertx.deployVerticle(artist));
    for (String name : List.of("b/two", "a one")) {
      rig.upload(name).send();
      rig.nextEvent();
    }
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private ComposePictures order(
      DeliveryType type, @Nullable String tag, String transformation, String format, Terms terms) {
    return new ComposePictures(
        rig.environment.id(), rig.caller(), type, tag, List.of(), transformation, format, terms);
  }

  private JsonObject compose(ComposePictures order) {
    return new JsonObject(await(rig.bus.request(ComposePictures.ADDRESS, order)).body());
  }

  private JsonObject sprite(String transformation) {
    return compose(order(DeliveryType.SPRITE, "a", transformation, "", NOW));
  }

  private DeliveredAsset deliver(
      DeliveryType type, String publicId, String transformation, String format) {
    AssetKey key = new AssetKey(ResourceType.IMAGE, type, new PublicId(publicId));
    return await(
        rig.bus.request(
            DeliverAsset.ADDRESS,
            new DeliverAsset(rig.environment.id(), key, transformation, format, false)));
  }

  private String text(DeliveredAsset file) throws IOException {
    return Files.readString(await(rig.blobs.local(file.blob(), null)), StandardCharsets.UTF_8);
  }

  private JsonObject job(String batchId) {
    return new JsonObject(
        await(rig.bus.request(FindJob.ADDRESS, new FindJob(rig.environment.id(), batchId))).body());
  }

  @Test
  void aSpriteIsAnAssetWithItsPlacesAndStyle() throws IOException {
    JsonObject made = sprite("w_100");
    long version = made.getLong("version");
    String base = "http://cdn.test/demo/image/sprite/w_100/v" + version + "/a.";
    assertEquals(base + "css", made.getString("css_url"));
    assertEquals(base + "png", made.getString("image_url"));
    assertEquals(base.replace("http:", "https:") + "json", made.getString("secure_json_url"));
    assertEquals("a", made.getString("public_id"));
    assertEquals(
        "{\"a one\":{\"width\":100,\"height\":80,\"x\":0,\"y\":0},"
            + "\"b/two\":{\"width\":100,\"height\":80,\"x\":0,\"y\":82}}",
        made.getJsonObject("image_infos").encode());
    String css = text(deliver(DeliveryType.SPRITE, "a", "w_100", "css"));
    assertEquals(
        ".a-one,.b-two { background: url('https://cdn.test/demo/image/sprite/w_100/v"
            + version
            + "/a.png') no-repeat; }\n"
            + ".a-one { background-position: 0px 0px; width: 100px; height: 80px; }\n"
            + ".b-two { background-position: 0px -82px; width: 100px; height: 80px; }\n",
        css);
    JsonObject json = new JsonObject(text(deliver(DeliveryType.SPRITE, "a", "w_100", "json")));
    assertEquals(made, json);
    EventCommitted event = rig.nextEvent();
    JsonObject told = new JsonObject(event.body());
    assertEquals("sprite", told.getString("notification_type"));
    assertEquals(made.getJsonObject("image_infos"), told.getJsonObject("image_infos"));
    assertFalse(told.containsKey("batch_id"));
  }

  @Test
  void aSpriteIsDrawnOnceAndAgainWhenItsAssetsChange() throws IOException {
    JsonObject first = sprite("w_100");
    assertEquals(first, sprite("w_100"));
    assertEquals(1, artist.drawings.get());
    assertEquals(first.getLong("version"), sprite("w_50").getLong("version"));
    assertEquals(2, artist.drawings.get());
    DeliveredAsset before = deliver(DeliveryType.SPRITE, "a", "w_100", "png");
    rig.upload("c").of(ResourceType.IMAGE, "IMG three").send();
    DeliveredAsset after = deliver(DeliveryType.SPRITE, "a", "w_100", "png");
    assertNotEquals(before.blob(), after.blob());
    JsonObject json = new JsonObject(text(deliver(DeliveryType.SPRITE, "a", "w_100", "json")));
    assertTrue(json.getLong("version") > first.getLong("version"));
    assertEquals(3, json.getJsonObject("image_infos").size());
    assertEquals(3, artist.drawings.get());
    deliver(DeliveryType.SPRITE, "a", "p_icon-,w_50", "css");
    assertTrue(
        text(deliver(DeliveryType.SPRITE, "a", "p_icon-,w_50", "css")).startsWith(".icon-a-one,"));
  }

  @Test
  void aSpriteOfAFormatSaysSoInItsUrl() {
    JsonObject made = compose(order(DeliveryType.SPRITE, "a", "w_100", "jpg", NOW));
    assertTrue(made.getString("css_url").contains("/f_jpg,w_100/"), made::encode);
    assertTrue(made.getString("image_url").endsWith("/a.jpg"), made::encode);
    assertEquals("jpg", deliver(DeliveryType.SPRITE, "a", "f_jpg,w_100", "jpg").format());
  }

  @Test
  void whatWasNeverOrderedIsNotDrawnForStrangers() {
    Refusal refusal =
        failure(
            Refusal.class,
            rig.bus.request(
                DeliverAsset.ADDRESS,
                new DeliverAsset(
                    rig.environment.id(),
                    new AssetKey(ResourceType.IMAGE, DeliveryType.SPRITE, new PublicId("b")),
                    "",
                    "png",
                    false)));
    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, refusal.code());
    assertEquals(0, artist.drawings.get());
  }

  @Test
  void anUnknownTagIsRefused() {
    for (boolean async : List.of(true, false)) {
      ComposePictures order =
          order(DeliveryType.MULTI, "nobody", "", "", new Terms(async, null, null));
      Refusal refusal = failure(Refusal.class, rig.bus.request(ComposePictures.ADDRESS, order));
      assertEquals(ErrorCode.NO_RESOURCES_FOUND, refusal.code());
    }
  }

  @Test
  void anAsyncSpriteIsAJobWithItsBatch() {
    JsonObject queued =
        compose(
            order(DeliveryType.SPRITE, "a", "", "", new Terms(true, "http://mine.test/", null)));
    assertEquals("processing", queued.getString("status"));
    EventCommitted event = rig.nextEvent();
    assertEquals("sprite http://mine.test/", AssetRig.told(event));
    JsonObject told = new JsonObject(event.body());
    assertEquals(queued.getString("batch_id"), told.getString("batch_id"));
    JsonObject job = job(queued.getString("batch_id"));
    assertEquals("complete", job.getString("status"));
    assertEquals(100, job.getInteger("percent"));
    assertEquals(told.getString("css_url"), job.getJsonObject("result").getString("css_url"));
  }

  @Test
  void aJobThatCannotBeDoneEndsInAnError() {
    JsonObject queued =
        compose(order(DeliveryType.MULTI, "a", "c_bad", "", new Terms(true, null, "mine")));
    assertEquals("mine", queued.getString("batch_id"));
    EventCommitted event = rig.nextEvent();
    assertEquals("error " + AssetRig.GLOBAL_ERROR, AssetRig.told(event));
    JsonObject told = new JsonObject(event.body());
    assertEquals(
        "Invalid crop in transformation: bad", told.getJsonObject("error").getString("message"));
    assertEquals("mine", told.getString("batch_id"));
    assertEquals("multi", told.getString("type"));
    JsonObject job = job("mine");
    assertEquals("failed", job.getString("status"));
    assertEquals(told.getJsonObject("error"), job.getJsonObject("error"));
    assertEquals(
        ErrorCode.RESOURCE_NOT_FOUND,
        failure(
                Refusal.class,
                rig.bus.request(FindJob.ADDRESS, new FindJob(rig.environment.id(), "other")))
            .code());
  }

  @Test
  void anAnimationIsNamedByItsTagAndDelivered() {
    JsonObject made = compose(order(DeliveryType.MULTI, "a", "dl_200", "webp", NOW));
    assertTrue(
        made.getString("url").matches("http://cdn.test/demo/image/multi/dl_200/v\\d+/a\\.webp"),
        made::encode);
    assertEquals("multi", new JsonObject(rig.nextEvent().body()).getString("notification_type"));
    assertEquals("webp", deliver(DeliveryType.MULTI, "a", "dl_200", "webp").format());
    assertEquals("gif", deliver(DeliveryType.MULTI, "a", "", "").format());
    await(
        rig.bus.request(
            DestroyAsset.ADDRESS,
            new DestroyAsset(
                rig.environment.id(),
                rig.caller(),
                new AssetKey(ResourceType.IMAGE, DeliveryType.MULTI, new PublicId("a")),
                null)));
  }

  @Test
  void picturesOfUrlsAreFetchedAndNamedByAHash() {
    try (Receiver receiver = Receiver.start()) {
      String one = receiver.offers("/one.jpg", "IMG 1".getBytes(StandardCharsets.UTF_8));
      String two = receiver.offers("/two.jpg", "IMG 2".getBytes(StandardCharsets.UTF_8));
      String none = receiver.offers("/none.jpg", "nothing".getBytes(StandardCharsets.UTF_8));
      JsonObject made = compose(fetched(List.of(two, one)));
      assertTrue(made.getString("public_id").matches("[0-9a-f]{32}"), made::encode);
      assertEquals(List.of(two, one), List.copyOf(made.getJsonObject("image_infos").fieldNames()));
      assertEquals(made, compose(fetched(List.of(two, one))));
      Refusal refusal =
          failure(
              Refusal.class, rig.bus.request(ComposePictures.ADDRESS, fetched(List.of(one, none))));
      assertEquals(ErrorCode.INVALID_IMAGE_FILE, refusal.code());
    }
  }

  private ComposePictures fetched(List<String> urls) {
    return new ComposePictures(
        rig.environment.id(), rig.caller(), DeliveryType.SPRITE, null, urls, "", "", NOW);
  }

  @Test
  void aDownloadNamesThePictureItself() {
    ComposedPictures composed =
        await(
            rig.bus.request(ComposePictures.ADDRESS, order(DeliveryType.SPRITE, "a", "", "", NOW)));
    assertEquals("png", Objects.requireNonNull(composed.file()).format());
  }

  @Test
  void aTextIsAnAssetOfItsOwnType() {
    DrawTextAsset order =
        new DrawTextAsset(
            rig.environment.id(),
            rig.caller(),
            new PublicId("dark_name"),
            "Hello",
            Map.of("font_size", "20"),
            NOW);
    StoredAsset stored = await(rig.bus.request(DrawTextAsset.ADDRESS, order));
    JsonObject body = new JsonObject(stored.body());
    assertEquals("text", body.getString("type"));
    assertEquals("png", body.getString("format"));
    assertEquals("dark_name", stored.publicId());
    assertEquals("upload " + AssetRig.GLOBAL_UPLOAD, AssetRig.told(rig.nextEvent()));
    assertEquals("png", deliver(DeliveryType.TEXT, "dark_name", "", "png").format());
  }

  @Test
  void aCollageIsAnUploadedImageMadeInTheBackground() {
    CreateCollage.Grid grid =
        new CreateCollage.Grid(
            200,
            100,
            2,
            1,
            0,
            "white",
            List.of(
                new CreateCollage.Cell("a one", "fill", "auto"),
                new CreateCollage.Cell("b/two", "pad", "center")));
    JsonObject queued = collage(grid, "collage");
    assertEquals("collage", queued.getString("public_id"));
    JsonObject told = new JsonObject(rig.nextEvent().body());
    assertEquals("upload", told.getString("notification_type"));
    assertEquals(queued.getString("batch_id"), told.getString("batch_id"));
    assertEquals(List.of("x"), told.getJsonArray("tags").getList());
    assertEquals("jpg", deliver(DeliveryType.UPLOAD, "collage", "", "jpg").format());
    Refusal refusal =
        failure(
            Refusal.class,
            rig.bus.request(
                CreateCollage.ADDRESS,
                order(
                    new CreateCollage.Grid(
                        1,
                        1,
                        1,
                        1,
                        0,
                        "red",
                        List.of(new CreateCollage.Cell("nobody", "fill", "auto"))),
                    "none")));
    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, refusal.code());
  }

  private JsonObject collage(CreateCollage.Grid grid, String name) {
    return new JsonObject(await(rig.bus.request(CreateCollage.ADDRESS, order(grid, name))).body());
  }

  private CreateCollage order(CreateCollage.Grid grid, String name) {
    return new CreateCollage(
        rig.environment.id(),
        rig.caller(),
        new PublicId(name),
        List.of("x"),
        grid,
        new Terms(true, null, null));
  }

  @Test
  void ofManyAtOnceOneIsDrawn() {
    sprite("");
    rig.upload("d").of(ResourceType.IMAGE, "IMG four").send();
    var flying =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(i ->
                rig.bus.request(
                    DeliverAsset.ADDRESS,
                    new DeliverAsset(
                        rig.environment.id(),
                        new AssetKey(ResourceType.IMAGE, DeliveryType.SPRITE, new PublicId("a")),
                        "",
                        "png",
                        false)))
            .toList();
    assertEquals(1, flying.stream().map(Await::await).distinct().count());
    assertTrue(artist.drawings.get() <= 3, () -> "drawings: " + artist.drawings.get());
  }
}
