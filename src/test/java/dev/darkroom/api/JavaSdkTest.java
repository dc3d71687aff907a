package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.Cloudinary;
import com.cloudinary.EagerTransformation;
import com.cloudinary.Transformation;
import com.cloudinary.api.ApiResponse;
import com.cloudinary.api.AuthorizationRequired;
import com.cloudinary.api.exceptions.NotFound;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.testing.MemoryBlobs;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Java SDK, unmodified, against the HTTP edge. */
final class JavaSdkTest {
  private TestServer server;
  private Cloudinary cloudinary;

  @BeforeEach
  void start() {
    server = new TestServer(TestServer.LIMITS, Instant::now);
    cloudinary = client("secret");
  }

  @AfterEach
  void stop() {
    assertTrue(server.nothingStaged());
    server.close();
  }

  private Cloudinary client(String secret) {
    return new Cloudinary(
        Map.of(
            "cloud_name",
            "demo",
            "api_key",
            "key",
            "api_secret",
            secret,
            "upload_prefix",
            "http://127.0.0.1:" + server.port));
  }

  @Test
  void uploadsAFileWithEverything(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[200_000];
    new Random(7).nextBytes(bytes);
    Path file = Files.write(folder.resolve("pictüre.jpg"), bytes);
    Map<?, ?> answer =
        cloudinary
            .uploader()
            .upload(
                file.toFile(),
                Map.of(
                    "public_id",
                    "folder/ä b",
                    "tags",
                    List.of("x", "y"),
                    "context",
                    Map.of("k", "a=b|c"),
                    "notification_url",
                    "http://localhost/n?a=1&b=2",
                    "use_filename",
                    true,
                    "eager",
                    List.of(
                        new EagerTransformation().width(100).crop("scale").fetchFormat("png"),
                        new Transformation<>().effect("sepia"))));
    assertEquals("folder/ä b", answer.get("public_id"));
    assertTrue(
        cloudinary.verifyApiResponseSignature(
            "folder/ä b",
            String.valueOf(answer.get("version")),
            String.valueOf(answer.get("signature"))));
    StoreAsset stored = server.backend.last(StoreAsset.class);
    assertEquals(MemoryBlobs.md5(Buffer.buffer(bytes)), String.valueOf(content().md5()));
    assertEquals("pictüre.jpg", stored.naming().fileName());
    assertEquals(List.of("x", "y"), stored.labels().tags());
    assertEquals(Map.of("k", "a=b|c"), stored.labels().context());
    assertEquals("http://localhost/n?a=1&b=2", stored.flow().notificationUrl());
    assertEquals(
        List.of("c_scale,f_png,w_100", "e_sepia"),
        stored.eager().items().stream().map(EagerItem::requested).toList());
  }

  @Test
  void uploadsBytesDataAndUrls() throws IOException {
    cloudinary.uploader().upload("hello".getBytes(StandardCharsets.UTF_8), Map.of());
    assertEquals(5, content().blob().size());
    cloudinary.uploader().upload("data:text/plain;base64,aGVsbG8h", Map.of());
    assertEquals(6, content().blob().size());
    cloudinary.uploader().upload("http://localhost/x.jpg", Map.of("resource_type", "auto"));
    assertEquals("http://localhost/x.jpg", server.backend.last(StoreAsset.class).url());
  }

  private StagedBlob content() {
    return Objects.requireNonNull(server.backend.last(StoreAsset.class).content());
  }

  @Test
  void errorsAreRead() {
    RuntimeException wrong =
        assertThrows(
            RuntimeException.class,
            () -> client("wrong").uploader().upload("http://localhost/x", Map.of()));
    assertTrue(
        String.valueOf(wrong.getMessage()).startsWith("Invalid Signature "), wrong::toString);
    assertThrows(AuthorizationRequired.class, () -> client("wrong").api().ping(Map.of()));
    assertThrows(NotFound.class, () -> cloudinary.api().resource("missing", Map.of()));
    assertThrows(RuntimeException.class, () -> cloudinary.uploader().upload("ftp://x/y", Map.of()));
  }

  @Test
  void destroysAndDescribes() throws Exception {
    assertEquals(Map.of("result", "ok"), cloudinary.uploader().destroy("there", Map.of()));
    assertEquals(Map.of("result", "not found"), cloudinary.uploader().destroy("gone", Map.of()));
    ApiResponse ping = cloudinary.api().ping(Map.of());
    assertEquals("ok", ping.get("status"));
    assertEquals(TestServer.LIMITS.adminCallsPerHour(), ping.apiRateLimit().getLimit());
    assertEquals("a/b c", cloudinary.api().resource("a/b c", Map.of()).get("public_id"));
  }
}
