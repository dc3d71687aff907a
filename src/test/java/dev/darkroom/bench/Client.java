package dev.darkroom.bench;

import dev.darkroom.testing.ServerProcess;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.charset.StandardCharsets;

/** The calls that are measured; an answer other than 200 is a failure. */
final class Client {
  private static final String BOUNDARY = "----darkroom-bench";
  private static final int CONNECTIONS = 64;
  private static final ByteBuf HEAD =
      text(
          """
          --%s\r
          Content-Disposition: form-data; name="file"; filename="photo.jpg"\r
          Content-Type: application/octet-stream\r
          \r
          """);
  private static final ByteBuf TAIL = text("\r\n--%s--\r\n");

  private final WebClient client;
  private final ServerProcess server;

  Client(Vertx vertx, ServerProcess server) {
    this.client =
        WebClient.create(
            vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.server = server;
  }

  /** Uploads a file in a multipart body, with Basic credentials; the file is not copied. */
  Future<JsonObject> upload(String resourceType, Buffer file) {
    ByteBuf body = Unpooled.wrappedBuffer(HEAD.retainedSlice(), bytes(file), TAIL.retainedSlice());
    HttpRequest<Buffer> request =
        authorized(client.postAbs(server.api() + "/" + resourceType + "/upload"))
            .putHeader("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    return checked(request.sendBuffer(BufferInternal.buffer(body)))
        .map(HttpResponse::bodyAsJsonObject);
  }

  /** Sends every event from now on to the URL. */
  Future<?> trigger(String url) {
    JsonObject trigger = new JsonObject().put("uri", url).put("event_type", "all");
    return checked(authorized(client.postAbs(server.api() + "/triggers")).sendJsonObject(trigger));
  }

  /** Gives a raw file one tag: a small change with an event. */
  Future<?> tag(String id, String tag) {
    MultiMap form = MultiMap.caseInsensitiveMultiMap().add("tags", tag);
    return checked(
        authorized(client.postAbs(server.api() + "/resources/raw/upload/" + id)).sendForm(form));
  }

  /** Fetches a picture. */
  Future<?> get(String path) {
    String url = server.prefix() + "/" + server.cloud() + path;
    return checked(client.getAbs(url).send());
  }

  /** A read of the Admin API. */
  Future<?> admin(String path) {
    return checked(authorized(client.getAbs(server.api() + path)).send());
  }

  private static ByteBuf text(String pattern) {
    return Unpooled.copiedBuffer(pattern.formatted(BOUNDARY), StandardCharsets.US_ASCII);
  }

  private static ByteBuf bytes(Buffer file) {
    return ((BufferInternal) file).getByteBuf();
  }

  private HttpRequest<Buffer> authorized(HttpRequest<Buffer> request) {
    return request.basicAuthentication(server.key(), server.secret());
  }

  private static Future<HttpResponse<Buffer>> checked(Future<HttpResponse<Buffer>> answer) {
    return answer.map(response -> {
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.statusCode() + " " + response.bodyAsString());
      }
      return response;
    });
  }
}
