package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * 2,000 requests made up over the route table: no fault, no hang, nothing left in staging. A
 * failure names the seed.
 */
final class RandomRequestTest {
  private static final int REQUESTS = 2_000;
  private static final List<String> METHODS =
      List.of("GET", "POST", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH");
  private static final List<String> PATHS =
      List.of(
          "/v1_1/demo/image/upload",
          "/v1_1/demo/upload",
          "/v1_1/demo/auto/upload",
          "/v1_1/demo/image/destroy",
          "/v1_1/demo/ping",
          "/v1_1/demo/resources/image/upload/a/b",
          "/v1_1/demo/triggers",
          "/v1_1/demo/triggers/t1",
          "/v1_1/demo/notifications",
          "/v1_1/nobody/image/upload",
          "/demo/image/upload/w_100/v1/a.jpg",
          "/image/private/s--12345678--/a.jpg",
          "/demo/raw/upload/a.txt",
          "/healthz",
          "/readyz",
          "/v1_1",
          "/v1_1/",
          "//",
          "/%2e%2e/%2e%2e");
  private static final List<String> NAMES =
      List.of(
          "file",
          "public_id",
          "tags",
          "context",
          "eager",
          "notification_url",
          "timestamp",
          "signature",
          "api_key",
          "type",
          "uri",
          "event_type",
          "new_uri",
          "max_results",
          "async",
          "overwrite",
          "colors",
          "upload_preset",
          "folder",
          "k[0]",
          "k[]");
  private static final List<String> VALUES =
      List.of(
          "",
          "a",
          "a/b",
          "../x",
          "true",
          "0",
          "-1",
          "99999999999999999999",
          "1715000000",
          "w_100,c_fill/png|e_sepia",
          "w_-1",
          "c_",
          "http://localhost/x",
          "ftp://x",
          "%00",
          "%",
          "%zz",
          "\\",
          "|",
          "=",
          "k=v|x",
          "{\"a\":[1]}",
          "[",
          "data:;base64,aGk=",
          "data:x",
          "upload",
          "key",
          "😀",
          "x".repeat(3_000),
          "\u0000",
          "\r\nX-Evil: 1");

  @Test
  void neverAFaultNeverAHang() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    try (TestServer server = new TestServer()) {
      for (int number = 0; number < REQUESTS; number++) {
        byte[] request = request(random);
        try (RawClient client = new RawClient(server.port)) {
          client.send(request).finish();
          check(client.answer(), request, seed);
        } catch (java.net.SocketTimeoutException hang) {
          fail("no answer, seed " + seed + ":\n" + shown(request), hang);
        }
      }
      assertTrue(server.nothingStaged(), "staged bytes are left behind, seed " + seed);
      server.settle();
      assertEquals(0, server.parts.requestsInFlight(), "seed " + seed);
    }
  }

  private static void check(String answer, byte[] request, long seed) {
    boolean fault = answer.startsWith("HTTP/1.1 5") || answer.startsWith("HTTP/1.0 5");
    boolean split = answer.contains("\nX-Evil");
    if (fault || split) {
      fail("seed " + seed + ":\n" + shown(request) + "\n->\n" + answer);
    }
  }

  private static String shown(byte[] request) {
    String text = new String(request, StandardCharsets.UTF_8);
    return text.length() < 2_000 ? text : text.substring(0, 2_000);
  }

  private static byte[] request(Random random) {
    byte[] body = random.nextInt(4) == 0 ? new byte[0] : body(random);
    String type =
        new String(body, StandardCharsets.ISO_8859_1).contains(Multipart.BOUNDARY)
            ? new Multipart().contentType()
            : pick(
                random, List.of("application/json", "application/x-www-form-urlencoded", "x", ""));
    if (random.nextInt(20) == 0) {
      type = pick(random, List.of("multipart/form-data", "multipart/form-data; boundary=x"));
    }
    StringBuilder head =
        new StringBuilder(pick(random, METHODS))
            .append(' ')
            .append(path(random))
            .append(" HTTP/1.1\r\nHost: x\r\nContent-Type: ")
            .append(type);
    if (random.nextBoolean()) {
      head.append("\r\nAuthorization: ").append(TestServer.BASIC);
    }
    if (random.nextInt(10) == 0) {
      head.append("\r\nRange: bytes=").append(pick(random, VALUES).strip());
    }
    int length = random.nextInt(20) == 0 ? random.nextInt(body.length + 10) : body.length;
    head.append("\r\nContent-Length: ").append(length).append("\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    request.writeBytes(body);
    return mutated(random, request.toByteArray());
  }

  private static String path(Random random) {
    String path = pick(random, PATHS);
    if (random.nextInt(4) == 0) {
      path += pick(random, List.of("/", "/..", "/%2F", "/x", "%", "?k=%zz", "?a=b&a=c", "//x"));
    }
    return path;
  }

  private static byte[] body(Random random) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (int field = random.nextInt(6); field >= 0; field--) {
      fields.add(Map.entry(pick(random, NAMES), pick(random, VALUES)));
    }
    return switch (random.nextInt(3)) {
      case 0 -> multipart(random, fields);
      case 1 -> json(fields).getBytes(StandardCharsets.UTF_8);
      default -> form(fields).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static byte[] multipart(Random random, List<Map.Entry<String, String>> fields) {
    Multipart form = new Multipart();
    fields.forEach(field -> form.field(field.getKey(), field.getValue()));
    if (random.nextBoolean()) {
      form.file(
          random.nextInt(5) == 0 ? "other" : "file", "a.jpg", new byte[random.nextInt(50_000)]);
    }
    return random.nextInt(8) == 0 ? form.cut().body() : form.body();
  }

  private static String json(List<Map.Entry<String, String>> fields) {
    StringBuilder json = new StringBuilder("{");
    for (Map.Entry<String, String> field : fields) {
      json.append(json.length() > 1 ? "," : "")
          .append('"')
          .append(field.getKey())
          .append("\":\"")
          .append(field.getValue().replace("\"", "\\\""))
          .append('"');
    }
    return json.append('}').toString();
  }

  private static String form(List<Map.Entry<String, String>> fields) {
    StringBuilder form = new StringBuilder();
    fields.forEach(
        field -> form.append(field.getKey()).append('=').append(field.getValue()).append('&'));
    return form.toString();
  }

  /** Now and then a few bytes are wrong, or the end is missing. */
  private static byte[] mutated(Random random, byte[] request) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return Arrays.copyOf(request, random.nextInt(request.length));
    }
    if (kind == 1) {
      for (int flip = random.nextInt(5); flip >= 0; flip--) {
        request[random.nextInt(request.length)] = (byte) random.nextInt(256);
      }
    }
    return request;
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
