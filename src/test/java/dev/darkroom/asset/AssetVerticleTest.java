package dev.darkroom.asset;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.asset.store.LooseBlobs;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads, deliveries and deletions with their rows, bytes and events. */
final class AssetVerticleTest {
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

  private AssetKey image(String publicId) {
    return new AssetKey(ResourceType.IMAGE, DeliveryType.UPLOAD, new PublicId(publicId));
  }

  private DeliveredAsset deliver(String publicId, String transformation, String format) {
    return await(
        rig.bus.request(
            DeliverAsset.ADDRESS,
            new DeliverAsset(
                rig.environment.id(), image(publicId), transformation, format, false)));
  }

  private static StagedBlob content(StoreAsset request) {
    return Objects.requireNonNull(request.content());
  }

  private long count(String table) {
    return await(rig.database.database().query("select count(*) from " + table, Tuple.tuple()))
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void anUploadIsDescribedInTheContractsWords() throws IOException {
    JsonObject answer = rig.upload("folder/dog").send();
    assertEquals("folder/dog", answer.getString("public_id"));
    assertEquals(32, answer.getString("asset_id").length());
    assertEquals(400, answer.getInteger("width"));
    assertEquals("jpg", answer.getString("format"));
    assertEquals(new JsonArray().add("a").add("b"), answer.getJsonArray("tags"));
    assertEquals("7c4bfbd6cbbbf6a1cd3d3f2a35d8a4b9".length(), answer.getString("etag").length());
    assertEquals("A dog", answer.getJsonObject("context").getJsonObject("custom").getString("alt"));
    assertEquals("Photo", answer.getString("original_filename"));
    assertEquals("JPG", answer.getString("original_extension"));
    assertEquals("dog", answer.getString("display_name"));
    assertEquals(
        "http://cdn.test/demo/image/upload/v" + answer.getLong("version") + "/folder/dog.jpg",
        answer.getString("url"));
    assertEquals(0, rig.files("staging"));
    JsonObject told = new JsonObject(rig.nextEvent().body());
    assertEquals("upload", told.getString("notification_type"));
    assertTrue(told.getString("timestamp").endsWith("+00:00"), told::encode);
    assertEquals(answer.getString("asset_id"), told.getString("asset_id"));
    assertEquals(rig.environment.signingKey().apiKey(), told.getString("signature_key"));
    assertFalse(told.containsKey("signature"));
  }

  @Test
  void anOverwriteKeepsTheIdAndDropsTheDerivedVersions() {
    JsonObject first = rig.upload("again").eager("c_scale,w_100").send();
    JsonObject second = rig.upload("again").of(ResourceType.IMAGE, "IMG two").send();
    assertEquals(first.getString("asset_id"), second.getString("asset_id"));
    assertTrue(second.getLong("version") > first.getLong("version"));
    assertTrue(second.getBoolean("overwritten"));
    assertEquals(0, count("derived"));
    assertEquals(2, count("loose_blob"));
    JsonObject details =
        new JsonObject(
            await(
                    rig.bus.request(
                        DescribeAsset.ADDRESS,
                        DescribeAsset.of(rig.environment.id(), image("again"))))
                .body());
    assertEquals(new JsonArray(), details.getJsonArray("derived"));
  }

  @Test
  void withoutOverwriteTheOldOneStays() throws IOException {
    JsonObject first = rig.upload("stays").send();
    JsonObject second = rig.upload("stays").of(ResourceType.IMAGE, "IMG two").keepOld().send();
    assertTrue(second.getBoolean("existing"));
    assertEquals(first.getString("etag"), second.getString("etag"));
    assertEquals(1, rig.files("kept"));
    assertEquals(0, rig.files("staging"));
  }

  @ParameterizedTest
  @CsvSource({"image,not a picture,INVALID_IMAGE_FILE", "image,'',EMPTY_FILE", "raw,'',EMPTY_FILE"})
  void badContentLeavesNothingBehind(String type, String text, ErrorCode expected)
      throws IOException {
    StoreAsset request = rig.upload("bad").of(ResourceType.of(type), text).request();
    Refusal refusal = failure(Refusal.class, rig.bus.request(StoreAsset.ADDRESS, request));
    assertEquals(expected, refusal.code());
    assertEquals(0, rig.files("staging"));
    assertEquals(0, rig.files("kept"));
    assertEquals(0, count("asset"));
    assertEquals(0, count("event"));
  }

  @Test
  void autoDetectsPicturesAndTakesTheRestAsRaw() {
    assertEquals("image", rig.upload("x").of(null, "IMG").send().getString("resource_type"));
    JsonObject raw = rig.upload("y.txt").of(null, "text").send();
    assertEquals("raw", raw.getString("resource_type"));
    assertFalse(raw.containsKey("width"));
  }

  @Test
  void manyWhoAskForOnePictureGetOneRender() {
    rig.upload("busy").send();
    List<Future<DeliveredAsset>> asked =
        IntStream.range(0, 30)
            .mapToObj(i ->
                rig.bus.request(
                    DeliverAsset.ADDRESS,
                    new DeliverAsset(
                        rig.environment.id(), image("busy"), "c_fill,w_9", "webp", false)))
            .toList();
    asked.forEach(each -> assertEquals("webp", await(each).format()));
    assertEquals(1, rig.renders.get());
    assertEquals(1, count("derived"));
    assertEquals("jpg", deliver("busy", "", "").format());
    assertEquals("jpg", deliver("busy", "", "jpeg").format());
    assertEquals(1, rig.renders.get());
  }

  @Test
  void eagerVersionsAreWhatTheirUrlsDeliver() {
    rig.upload("ready").eager("c_scale,w_100").send();
    int before = rig.renders.get();
    deliver("ready", "c_scale,w_100", "jpg");
    assertEquals(before, rig.renders.get());
  }

  @Test
  void deletionTellsAndReleasesTheBytes() {
    StoreAsset request = rig.upload("gone").eager("c_scale,w_100").request();
    rig.store(request);
    rig.nextEvent();
    DestroyAsset destroy =
        new DestroyAsset(rig.environment.id(), rig.caller(), image("gone"), "http://call.test/d");
    assertTrue(await(rig.bus.request(DestroyAsset.ADDRESS, destroy)).found());
    EventCommitted event = rig.nextEvent();
    assertEquals("delete http://call.test/d", AssetRig.told(event));
    JsonObject deleted = new JsonObject(event.body()).getJsonArray("resources").getJsonObject(0);
    assertEquals("gone", deleted.getString("public_id"));
    assertEquals("", deleted.getString("asset_folder"));
    assertFalse(await(rig.bus.request(DestroyAsset.ADDRESS, destroy)).found());
    assertEquals(2, count("loose_blob"));
    LooseBlobs loose = new LooseBlobs(rig.database.database(), rig.blobs);
    assertEquals(2, await(onVirtualThread(() -> loose.collect(Duration.ZERO, 10))));
    assertFalse(rig.keeps(content(request).blob()));
    assertEquals(0, count("loose_blob"));
  }

  @Test
  void theCollectorSparesWhatIsReferredToAgain() {
    StoreAsset request = rig.upload("shared").request();
    rig.store(request);
    LooseBlobs loose = new LooseBlobs(rig.database.database(), rig.blobs);
    await(
        onVirtualThread(() -> {
          loose.note(content(request).blob());
          return loose.collect(Duration.ZERO, 10);
        }));
    assertTrue(rig.keeps(content(request).blob()));
    assertEquals(0, count("loose_blob"));
  }

  private <T> Future<T> onVirtualThread(java.util.concurrent.Callable<T> work) {
    io.vertx.core.internal.VertxInternal internal =
        (io.vertx.core.internal.VertxInternal) rig.vertx;
    io.vertx.core.Promise<T> promise = io.vertx.core.Promise.promise();
    internal
        .createVirtualThreadContext()
        .runOnContext(nothing -> {
          try {
            promise.complete(work.call());
          } catch (Exception failure) {
            promise.fail(failure);
          }
        });
    return promise.future();
  }

  @Test
  void anAsyncUploadThatFailsEndsInAnErrorEvent() throws IOException {
    JsonObject answer = rig.upload("hopeless").of(ResourceType.IMAGE, "no picture").async().send();
    EventCommitted event = rig.nextEvent();
    assertEquals("error " + AssetRig.GLOBAL_ERROR, AssetRig.told(event));
    JsonObject body = new JsonObject(event.body());
    assertEquals("Invalid image file", body.getJsonObject("error").getString("message"));
    assertEquals(answer.getString("batch_id"), body.getString("batch_id"));
    assertEquals(0, count("job"));
    assertEquals(0, count("asset"));
    assertEquals(1, count("loose_blob"));
  }

  @Test
  void aJobWhoseNodeDiedIsFinishedByAnother() {
    StoreAsset request = rig.upload("orphan").request();
    await(rig.blobs.keep(content(request)));
    String json = dev.darkroom.bus.RecordCodec.toJson(request.later(content(request).kept(), "b1"));
    await(
        rig.database
            .database()
            .query(
                "insert into job (environment_id, kind, batch_id, request, blob, owner,"
                    + " leased_until) values ($1, 'upload', 'b1', $2, $3, 'dead', now())",
                Tuple.of(rig.environment.id(), json, AssetRows.bytes(content(request).blob()))));
    JsonObject told = new JsonObject(rig.nextEvent().body());
    assertEquals("b1", told.getString("batch_id"));
    assertEquals("orphan", told.getString("public_id"));
    assertEquals(0, count("job"));
  }

  @Test
  void contentIsFetchedFromAUrl() {
    int port = serve();
    JsonObject answer =
        rig.upload("remote").from("http://127.0.0.1:" + port + "/a/sample.jpg").send();
    assertEquals("sample", answer.getString("original_filename"));
    assertEquals(
        "sample",
        rig.upload("redirected")
            .from("http://127.0.0.1:" + port + "/redirect/sample.jpg")
            .send()
            .getString("original_filename"));
  }

  @ParameterizedTest
  @CsvSource({
    "/missing.jpg,404 Not Found",
    "/loop,too many redirects",
    "/inside,10.0.0.1",
  })
  void whatCannotBeFetchedIsSaid(String path, String reason) throws IOException {
    int port = serve();
    StoreAsset request = rig.upload("remote").from("http://127.0.0.1:" + port + path).request();
    Refusal refusal = failure(Refusal.class, rig.bus.request(StoreAsset.ADDRESS, request));
    assertEquals(ErrorCode.SOURCE_NOT_LOADED, refusal.code());
    assertTrue(refusal.getMessage().startsWith("Error in loading http://"), refusal::getMessage);
    assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
    assertEquals(0, rig.files("staging"));
  }

  @Test
  void aPortNobodyListensOnIsSaidAndLeavesNothing() throws IOException {
    int port;
    try (ServerSocket closing = new ServerSocket(0)) {
      port = closing.getLocalPort();
    }
    StoreAsset request = rig.upload("gone").from("http://127.0.0.1:" + port + "/a.jpg").request();
    Refusal refusal = failure(Refusal.class, rig.bus.request(StoreAsset.ADDRESS, request));
    assertEquals(ErrorCode.SOURCE_NOT_LOADED, refusal.code());
    assertTrue(refusal.getMessage().endsWith("ERR_CONNECT_FAIL"), refusal::getMessage);
    assertEquals(0, rig.files("staging"));
  }

  @Test
  void theMembersStandInTheContractsOrder() {
    rig.upload("order").send();
    String members =
        String.join(" ", rig.upload("order").eager("c_scale,w_100").send().fieldNames());
    assertEquals(
        "asset_id public_id version version_id width height format resource_type created_at tags"
            + " pages bytes type etag placeholder url secure_url asset_folder display_name"
            + " access_mode context overwritten original_filename original_extension eager",
        members);
  }

  @Test
  void whatIsTooLargeIsNotFetchedToItsEnd() throws IOException {
    int port = serve();
    StoreAsset request = rig.upload("huge").from("http://127.0.0.1:" + port + "/huge").request();
    Refusal refusal = failure(Refusal.class, rig.bus.request(StoreAsset.ADDRESS, request));
    assertEquals(ErrorCode.FILE_TOO_LARGE, refusal.code());
    assertEquals(0, rig.files("staging"));
  }

  private int serve() {
    return await(
            rig.vertx
                .createHttpServer()
                .requestHandler(request -> {
                  switch (request.path()) {
                    case "/a/sample.jpg" -> request.response().end("IMG remote");
                    case "/redirect/sample.jpg" ->
                        request
                            .response()
                            .setStatusCode(302)
                            .putHeader("Location", "/a/sample.jpg")
                            .end();
                    case "/loop" ->
                        request.response().setStatusCode(302).putHeader("Location", "/loop").end();
                    case "/inside" ->
                        request
                            .response()
                            .setStatusCode(302)
                            .putHeader("Location", "http://10.0.0.1/x.jpg")
                            .end();
                    case "/huge" -> request.response().end("x".repeat(2_000_000));
                    default -> request.response().setStatusCode(404).end();
                  }
                })
                .listen(0, "127.0.0.1"))
        .actualPort();
  }

  @Test
  void twoUploadsOfOneNameAtOnceLeaveOneAsset() {
    List<Future<dev.darkroom.protocol.StoredAsset>> both =
        IntStream.range(0, 8)
            .mapToObj(i ->
                rig.bus.request(
                    StoreAsset.ADDRESS,
                    rig.upload("race").of(ResourceType.IMAGE, "IMG " + i).request()))
            .toList();
    long versions = both.stream().map(each -> await(each).version()).distinct().count();
    assertEquals(8, versions);
    assertEquals(1, count("asset"));
    assertEquals(7, count("loose_blob"));
    assertNotEquals(0, count("event"));
  }
}
