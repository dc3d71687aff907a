package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Await;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The largest file there may be, through a server whose heap could hold it twice at most. */
@ExtendWith(ShowServers.class)
final class BigUploadTest {
  private static final long LARGEST = 104_857_600;
  private static final String BOUNDARY = "a-boundary-that-no-generated-byte-spells";

  private static ServerSetup setup;
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    setup = ServerSetup.fresh("big").withHeap("256m");
    server = setup.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aHundredMegabytesComeBackAsTheyWent() throws IOException {
    Digested file = new Digested(LARGEST);
    HttpResponse<byte[]> answer = upload("big.bin", file);
    JsonObject uploaded = Web.json(answer);
    assertEquals(200, answer.statusCode(), uploaded.encode());
    assertEquals(LARGEST, uploaded.getLong("bytes"));
    String md5 = file.md5();
    assertEquals(md5, uploaded.getString("etag"));

    String url = uploaded.getString("url");
    Digested back = new Digested(Web.stream(url).body());
    back.drain();
    assertEquals(md5, back.md5());

    HttpResponse<byte[]> range = Web.get(url, "Range", "bytes=73400320-73400419");
    assertEquals(206, range.statusCode());
    assertEquals(
        "bytes 73400320-73400419/" + LARGEST,
        range.headers().firstValue("content-range").orElse(""));
    byte[] expected = new byte[100];
    for (int at = 0; at < expected.length; at++) {
      expected[at] = Generated.at(73_400_320L + at);
    }
    assertArrayEquals(expected, range.body());
    assertEquals(100, Web.get(url, "Range", "bytes=-100").body().length);
    assertEquals(416, Web.get(url, "Range", "bytes=" + LARGEST + "-").statusCode());
  }

  @Test
  void oneByteMoreIsRefusedAndLeavesNothing() throws IOException {
    Set<Path> before = blobs();
    HttpResponse<byte[]> answer = upload("bigger.bin", new Digested(LARGEST + 1));
    String message = Web.json(answer).getJsonObject("error").getString("message");
    assertEquals(400, answer.statusCode(), message);
    assertTrue(
        message.matches("File size too large\\. Got \\d+\\. Maximum is " + LARGEST + "\\..*"),
        message);
    Await.until("nothing is left of it", () -> blobs().equals(before));
    assertEquals(404, Web.get(server.prefix() + "/demo/raw/upload/bigger.bin").statusCode());
  }

  private static HttpResponse<byte[]> upload(String publicId, InputStream file) {
    String before =
        """
        --%1$s\r
        Content-Disposition: form-data; name="public_id"\r
        \r
        %2$s\r
        --%1$s\r
        Content-Disposition: form-data; name="file"; filename="file.bin"\r
        Content-Type: application/octet-stream\r
        \r
        """
            .formatted(BOUNDARY, publicId);
    Supplier<InputStream> bytes = () -> file;
    return Web.send(
        Web.authorized(server, "/raw/upload")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(before),
                    BodyPublishers.ofInputStream(bytes),
                    BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"))));
  }

  /** Every file of the store, staged or kept. */
  private static Set<Path> blobs() {
    try (Stream<Path> files = Files.walk(setup.data().resolve("blobs"))) {
      return files.filter(Files::isRegularFile).collect(Collectors.toSet());
    } catch (IOException | UncheckedIOException changing) {
      return Set.of(Path.of("changing"));
    }
  }

  /** A file that nobody holds: each byte follows from its place. */
  private static final class Generated extends InputStream {
    private final long size;
    private long next;

    Generated(long size) {
      this.size = size;
    }

    static byte at(long place) {
      long mixed = (place >>> 3) * 0x9E3779B97F4A7C15L;
      return (byte) ((mixed ^ (mixed >>> 29)) >>> ((place & 7) * 8));
    }

    @Override
    public int read() {
      return next == size ? -1 : at(next++) & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) {
      int count = (int) Math.min(most, size - next);
      for (int at = 0; at < count; at++) {
        into[from + at] = at(next++);
      }
      return count == 0 && most > 0 ? -1 : count;
    }
  }

  /** Knows the md5 of all that went through. */
  private static final class Digested extends DigestInputStream {
    Digested(long size) {
      this(new Generated(size));
    }

    Digested(InputStream bytes) {
      super(bytes, Web.digest("MD5"));
    }

    void drain() throws IOException {
      transferTo(OutputStream.nullOutputStream());
    }

    String md5() {
      MessageDigest digest = getMessageDigest();
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
