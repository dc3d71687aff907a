package dev.darkroom.testing;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls of the Upload and Admin API over HTTP with Basic credentials, for what no SDK asks. */
public record Api(ServerProcess server) {
  private static final String BOUNDARY = "----darkroom-test";

  /** What came back. */
  public record Reply(int status, JsonObject body, HttpResponse<byte[]> response) {
    /** The refusal's text; empty for none. */
    public String error() {
      return body.getJsonObject("error", new JsonObject()).getString("message", "");
    }

    /** The body of a success; anything else fails with what was said. */
    public JsonObject ok() {
      if (status != 200) {
        throw new AssertionError(status + " " + body.encode());
      }
      return body;
    }
  }

  /** A call whose body is JSON; the path is what follows {@code /v1_1/:cloud/}. */
  public Reply call(String method, String path, JsonObject body) {
    return reply(Web.admin(server, method, "/" + path, body));
  }

  /** A GET of the Admin API. */
  public Reply get(String path) {
    return reply(Web.send(Web.authorized(server, "/" + path).GET()));
  }

  /** A call whose body is a form of {@code name, value} pairs, as most SDKs send it. */
  public Reply form(String method, String path, String... pairs) {
    String body =
        Stream.iterate(0, at -> at < pairs.length, at -> at + 2)
            .map(at -> Web.escaped(pairs[at]) + "=" + Web.escaped(pairs[at + 1]))
            .collect(Collectors.joining("&"));
    return reply(
        Web.send(
            Web.authorized(server, "/" + path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(body))));
  }

  /** A POST of a form. */
  public Reply post(String path, String... pairs) {
    return form("POST", path, pairs);
  }

  /** An upload of that file, multipart as the SDKs send it. */
  public Reply upload(String resourceType, String fileName, byte[] file, Map<String, ?> fields) {
    String disposition = "name=\"file\"; filename=\"" + fileName + "\"";
    return multipart(resourceType + "/upload", disposition, file, fields);
  }

  /** A POST of a file in a part of that name. */
  public Reply file(String path, String name, byte[] file, Map<String, ?> fields) {
    return multipart(path, "name=\"" + name + "\"; filename=\"a.bin\"", file, fields);
  }

  private Reply multipart(String path, String disposition, byte[] file, Map<String, ?> fields) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach((name, value) ->
        part(
            body, "name=\"" + name + "\"", String.valueOf(value).getBytes(StandardCharsets.UTF_8)));
    part(body, disposition, file);
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return reply(
        Web.send(
            Web.authorized(server, "/" + path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))));
  }

  /** A GET of a delivery URL, the part after the cloud's name. */
  public HttpResponse<byte[]> deliver(String path) {
    return Web.get(server.prefix() + "/" + server.cloud() + "/" + path);
  }

  private static void part(ByteArrayOutputStream body, String disposition, byte[] content) {
    String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition;
    body.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  private static Reply reply(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    JsonObject body = text.startsWith("{") ? new JsonObject(text) : new JsonObject();
    return new Reply(response.statusCode(), body, response);
  }
}
