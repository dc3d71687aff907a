package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HEAD and Range of what the whole server delivers: originals, derived versions, raw files. */
final class DeliveredRangesTest {
  private static final ServerProcess SERVER = SharedServer.server();

  @BeforeAll
  static void assets() {
    Api api = SharedServer.api();
    api.upload("image", "a.png", Pictures.photo(200, 150, 6), Map.of("public_id", "ranges/a")).ok();
    byte[] text = "0123456789".repeat(500).getBytes(StandardCharsets.US_ASCII);
    api.upload("raw", "a.txt", text, Map.of("public_id", "ranges/a.txt")).ok();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/upload/ranges/a.png",
        "image/upload/ranges/a",
        "image/upload/c_fill,w_50,h_50/ranges/a.jpg",
        "raw/upload/ranges/a.txt"
      })
  void partsOfIt(String path) {
    byte[] whole = get(path, "bytes=").body();
    int size = whole.length;
    part(path, "bytes=0-0", whole, 0, 1);
    part(path, "bytes=10-19", whole, 10, 20);
    part(path, "bytes=10-", whole, 10, size);
    part(path, "bytes=-7", whole, size - 7, size);
    part(path, "bytes=-" + (size + 1), whole, 0, size);
    part(path, "bytes=5-" + (size + 1000), whole, 5, size);
    for (String none :
        new String[] {"bytes=" + size + "-", "bytes=-0", "bytes=999999999-1999999999"}) {
      HttpResponse<byte[]> refused = get(path, none);
      assertEquals(416, refused.statusCode(), none);
      assertEquals("bytes */" + size, header(refused, "Content-Range"));
      assertEquals(0, refused.body().length);
    }
    for (String odd :
        new String[] {"bytes=a-b", "bytes=5-1", "lines=1-2", "bytes=0-1,3-4", "bytes=-"}) {
      HttpResponse<byte[]> everything = get(path, odd);
      assertEquals(200, everything.statusCode(), odd);
      assertArrayEquals(whole, everything.body());
    }
    head(path, whole);
  }

  private static void part(String path, String range, byte[] whole, int from, int to) {
    HttpResponse<byte[]> part = get(path, range);
    assertEquals(206, part.statusCode(), range);
    assertEquals(
        "bytes " + from + "-" + (to - 1) + "/" + whole.length, header(part, "Content-Range"));
    assertEquals(String.valueOf(to - from), header(part, "Content-Length"));
    assertArrayEquals(Arrays.copyOfRange(whole, from, to), part.body());
  }

  private static void head(String path, byte[] whole) {
    HttpResponse<byte[]> get = get(path, "bytes=");
    for (String range : new String[] {"bytes=", "bytes=0-3", "bytes=99999999-"}) {
      HttpResponse<byte[]> head =
          Web.send(request(path, range).method("HEAD", BodyPublishers.noBody()));
      assertEquals(200, head.statusCode(), range);
      assertEquals(0, head.body().length);
      assertEquals(String.valueOf(whole.length), header(head, "Content-Length"));
      for (String name : new String[] {"Content-Type", "ETag", "Accept-Ranges", "Cache-Control"}) {
        assertEquals(header(get, name), header(head, name));
      }
    }
  }

  private static HttpResponse<byte[]> get(String path, String range) {
    return Web.send(request(path, range).GET());
  }

  private static HttpRequest.Builder request(String path, String range) {
    String url = SERVER.prefix() + "/" + SERVER.cloud() + "/" + path;
    return HttpRequest.newBuilder(URI.create(url)).header("Range", range);
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("absent");
  }
}
