package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.Cloudinary;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.Api.Reply;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads in parts against the real server (reference/upload-api.md 4.3). */
final class ChunkedUploadTest {
  private static final int PART = 5_243_000;
  private static final int SIZE = 5_880_138;
  private static final int THREE = 3 * PART - 7;

  private final ServerProcess server = SharedServer.server();
  private final Api api = SharedServer.api();

  @TempDir private Path folder;

  /** The test of every SDK: a BMP of 5,880,138 bytes in parts of 5,243,000. */
  @Test
  void theJavaSdkUploadsALargePicture() throws Exception {
    byte[] file = bitmap(1_400, 1_400);
    assertEquals(SIZE, file.length);
    File source = Files.write(folder.resolve("big picture.bmp"), file).toFile();
    Cloudinary cloudinary = new Cloudinary(server.cloudinaryUrl());
    Map<?, ?> options =
        new HashMap<>(
            Map.of("resource_type", "image", "public_id", "chunk-java", "chunk_size", PART));
    Map<?, ?> uploaded = cloudinary.uploader().uploadLarge(source, options, PART);
    assertEquals(List.of(1_400, 1_400, "bmp"), facts(uploaded));
    assertEquals(true, uploaded.get("done"));
    assertEquals(Web.md5(file), uploaded.get("etag"));
    assertArrayEquals(file, Web.get(String.valueOf(uploaded.get("url"))).body());
    Map<?, ?> raw =
        cloudinary
            .uploader()
            .uploadLarge(source, new HashMap<>(Map.of("resource_type", "raw")), PART);
    assertEquals("big picture", raw.get("original_filename"));
    assertEquals(SIZE, raw.get("bytes"));
  }

  private static List<?> facts(Map<?, ?> asset) {
    return List.of(asset.get("width"), asset.get("height"), asset.get("format"));
  }

  @Test
  void partsComeAtOnceAndAgainAndOneAnswerIsTheUpload() throws Exception {
    byte[] file = bytes(THREE, 1);
    try (Receiver receiver = Receiver.start();
        ExecutorService threads = Executors.newFixedThreadPool(6)) {
      Map<String, String> fields =
          Map.of("public_id", "chunk-parallel.bin", "notification_url", receiver.url("/parallel"));
      FileInParts upload = upload("parallel", file, fields);
      List<Callable<Reply>> parts = new ArrayList<>();
      for (int first : List.of(PART, 0, 0, PART)) {
        parts.add(() -> upload.send(first, first + PART, "/" + THREE));
      }
      for (Future<Reply> reply : threads.invokeAll(parts)) {
        assertProgress(reply.get().ok());
      }
      Callable<Reply> last = () -> upload.send(2 * PART, THREE, "/" + THREE);
      Set<JsonObject> answers = new HashSet<>();
      for (Future<Reply> reply : threads.invokeAll(List.of(last, last, last, last))) {
        answers.add(reply.get().ok());
      }
      answers.add(last.call().ok());
      assertEquals(1, answers.size(), answers.toString());
      JsonObject answer = answers.iterator().next();
      assertEquals(true, answer.getBoolean("done"));
      assertEquals(Web.md5(file), answer.getString("etag"));
      assertFalse(answer.containsKey("overwritten"));
      receiver.await(one -> one.tells("upload", "chunk-parallel.bin"));
      assertEquals(1, receiver.arrivals().size());
    }
    assertArrayEquals(file, api.deliver("raw/upload/chunk-parallel.bin").body());
  }

  private static void assertProgress(JsonObject body) {
    assertEquals(false, body.getBoolean("done"), body.encode());
    assertEquals("upload", body.getString("kind"));
    assertEquals("raw", body.getString("resource_type"));
    assertFalse(body.containsKey("public_id"));
    assertTrue(List.of(PART, 2 * PART).contains(body.getInteger("bytes")), body.encode());
  }

  @Test
  void overlappingPartsAndPartsInAnyOrderMakeTheSameFile() {
    byte[] file = bytes(THREE, 2);
    FileInParts upload = upload("overlap", file, Map.of());
    upload.send(PART - 50, 2 * PART + 9, "/-1").ok();
    upload.send(0, PART, "/" + THREE).ok();
    assertIs(file, upload.send(2 * PART, THREE, "/" + THREE));
  }

  @Test
  void aLastPartThatComesTooEarlyIsToldWhatIsMissing() {
    byte[] file = bytes(THREE, 3);
    FileInParts upload = upload("gap", file, Map.of("public_id", "chunk-gap.bin"));
    upload.send(0, PART, "/" + THREE).ok();
    assertRefused(
        "Invalid value for parameter Content-Range: bytes 5243000-10485999 have not arrived",
        upload.send(2 * PART, THREE, "/" + THREE));
    assertEquals(404, api.deliver("raw/upload/chunk-gap.bin").statusCode());
    assertIs(file, upload.send(PART, 2 * PART, "/" + THREE));
  }

  @Test
  void theSpellingsOfNodeAndPhp() {
    byte[] file = bytes(SIZE, 4);
    FileInParts node = upload("node", file, Map.of());
    node.send(0, PART, "/-1").ok();
    assertIs(file, node.send(PART, SIZE, "/" + SIZE));
    FileInParts php = upload("php", file, Map.of());
    php.send(0, PART, "").ok();
    assertIs(file, php.send(PART, SIZE, ""));
  }

  /** PHP signs once, and sends on what the first answer said. */
  @Test
  void anIdThatWasNotSignedIsPassedOver() {
    byte[] file = bytes(SIZE, 5);
    Map<String, String> signed = signed("tags", "signed-once");
    FileInParts upload = upload("signed", file, Map.of());
    upload.with(signed).send(0, PART, "/" + SIZE).ok();
    Map<String, String> more = new HashMap<>(signed);
    more.put("public_id", "chunk-forged.bin");
    JsonObject done = upload.with(more).send(PART, SIZE, "/" + SIZE).ok();
    assertEquals(Web.md5(file), done.getString("etag"), done.encode());
    assertNotEquals("chunk-forged.bin", done.getString("public_id"));
    more.put("tags", "forged");
    assertEquals(401, upload.with(more).send(PART, SIZE, "/" + SIZE).status());
    assertEquals(401, upload.with(more).send(0, PART, "/" + SIZE).status());
  }

  private Map<String, String> signed(String name, String value) {
    String time = String.valueOf(System.currentTimeMillis() / 1000);
    Map<String, Object> named = new HashMap<>(Map.of(name, value, "timestamp", time));
    String signature =
        new Cloudinary(server.cloudinaryUrl()).apiSignRequest(named, server.secret(), 1);
    return Map.of(name, value, "timestamp", time, "signature", signature, "api_key", server.key());
  }

  @Test
  void whatCannotBeAPartIsRefused() {
    FileInParts upload = upload("bad", bytes(SIZE, 6), Map.of("public_id", "chunk-bad.bin"));
    assertRefused(
        "Missing required parameter - public_id",
        upload(null, bytes(20, 6), Map.of()).send(10, 20, "/20"));
    assertRefused("All parts except EOF-chunk must be larger than 5mb", upload.send(0, 10, "/20"));
    assertRefused(
        "Invalid value for parameter Content-Range: 11 bytes were announced, 10 arrived",
        upload.sendAs(0, 10, "bytes 10-20/21"));
    assertRefused(
        "File size too large. Got 9000000000. Maximum is 4294967296.",
        upload.send(0, PART, "/9000000000"));
    upload.send(0, PART, "/" + SIZE).ok();
    assertRefused(
        "Invalid value for parameter Content-Range: the total is 20, earlier it was 5880138",
        upload.send(10, 20, "/20"));
    assertRefused(
        "Invalid image file", upload.to("/image/upload_chunked").send(PART, SIZE, "/" + SIZE));
    assertEquals(404, api.deliver("raw/upload/chunk-bad.bin").statusCode());
    assertEquals(404, api.deliver("image/upload/chunk-bad.bin").statusCode());
  }

  @Test
  void theNameOfAnUploadMayBeUsedAgain() {
    for (int seed = 8; seed < 10; seed++) {
      byte[] file = bytes(SIZE, seed);
      FileInParts upload = upload("again", file, Map.of());
      upload.send(0, PART, "/" + SIZE).ok();
      assertIs(file, upload.send(PART, SIZE, "/" + SIZE));
    }
  }

  @Test
  void inTheBackgroundTheAnswerIsPending() {
    byte[] file = bytes(SIZE, 10);
    try (Receiver receiver = Receiver.start()) {
      String url = receiver.url("/async");
      Map<String, String> fields =
          Map.of("public_id", "chunk-async.bin", "async", "true", "notification_url", url);
      FileInParts upload = upload("async", file, fields);
      upload.send(0, PART, "/" + SIZE).ok();
      JsonObject pending = upload.send(PART, SIZE, "/" + SIZE).ok();
      assertEquals("pending", pending.getString("status"));
      assertEquals(true, pending.getBoolean("done"));
      JsonObject told = receiver.await(one -> one.tells("upload", "chunk-async.bin")).json();
      assertEquals(pending.getString("batch_id"), told.getString("batch_id"));
      assertEquals(Web.md5(file), told.getString("etag"));
    }
  }

  /** Killed between two parts; another process goes on. */
  @Test
  void aKilledServerGoesOnWhereItWas() {
    byte[] file = bytes(SIZE, 11);
    ServerSetup setup = ServerSetup.fresh("chunk-crash");
    ServerProcess first = setup.start();
    FileInParts.raw(first, "crash", file, Map.of()).send(0, PART, "/" + SIZE).ok();
    first.kill();
    try (ServerProcess second = setup.start()) {
      FileInParts upload = FileInParts.raw(second, "crash", file, Map.of());
      assertIs(file, upload.to("/raw/upload_chunked").send(PART, SIZE, "/" + SIZE));
    }
  }

  private FileInParts upload(@Nullable String id, byte[] file, Map<String, String> fields) {
    return FileInParts.raw(server, id, file, fields);
  }

  private static void assertIs(byte[] file, Reply reply) {
    assertEquals(Web.md5(file), reply.ok().getString("etag"), reply.body().encode());
  }

  private static void assertRefused(String text, Reply reply) {
    assertEquals(text, reply.error());
    assertEquals(400, reply.status(), reply.error());
  }

  private static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** An uncompressed picture of three bytes per pixel and a header of 138 bytes. */
  private static byte[] bitmap(int width, int height) {
    byte[] file = bytes(138 + 3 * width * height, 12);
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'B')
        .put((byte) 'M')
        .putInt(file.length)
        .putInt(0)
        .putInt(138)
        .putInt(40)
        .putInt(width)
        .putInt(height)
        .putShort((short) 1)
        .putShort((short) 24)
        .put(new byte[24]);
    return file;
  }
}
