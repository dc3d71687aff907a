package dev.darkroom.api;

import dev.darkroom.api.request.RequestSignature;
import dev.darkroom.api.request.RequestSignature.Version;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.SignatureAlgorithm;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.MemoryBlobs;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The HTTP edge with fakes behind it, and a client in front. */
final class TestServer implements AutoCloseable {
  static final Instant NOW = Instant.parse("2024-05-06T07:30:00Z");
  static final String BASIC = basic("key", "secret");
  static final ApiSettings.Limits LIMITS =
      new ApiSettings.Limits(
          1 << 20, 1 << 18, 64, 100_000, Duration.ofSeconds(20), Duration.ofSeconds(30));

  final MemoryBlobs blobs = new MemoryBlobs();
  final FakeBackend backend;
  final ApiParts parts;
  final int port;
  private final String deployment;
  final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  TestServer() {
    this(LIMITS);
  }

  TestServer(ApiSettings.Limits limits) {
    this(limits, InstantSource.fixed(NOW));
  }

  TestServer(ApiSettings.Limits limits, InstantSource clock) {
    Bus bus = new Bus(vertx, new Bus.Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(5)));
    backend = new FakeBackend(bus, blobs);
    Await.await(vertx.deployVerticle(backend));
    ApiSettings settings = new ApiSettings("127.0.0.1", 0, "demo", limits);
    parts =
        new ApiParts(settings, bus, blobs, clock, List.of(new HealthCheck("blobs", blobs::check)));
    ApiVerticle verticle = new ApiVerticle(parts);
    deployment = Await.await(vertx.deployVerticle(verticle));
    port = verticle.port();
  }

  @Override
  public void close() {
    client.close();
    Await.await(vertx.close());
  }

  /** Begins to stop the HTTP server, and nothing else. */
  Future<Void> shutDown() {
    return vertx.undeploy(deployment);
  }

  /** Waits until nothing is in flight any more. */
  void settle() {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (parts.requestsInFlight() > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** Waits until nothing is staged any more; false when that never happens. */
  boolean nothingStaged() {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (blobs.staged() > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return blobs.staged() == 0;
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(15));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = to(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> admin(String method, String path, String type, String body) {
    return send(
        to(path)
            .headers("Authorization", BASIC, "Content-Type", type)
            .method(method, BodyPublishers.ofString(body)));
  }

  HttpResponse<String> post(String path, String type, String body) {
    return send(to(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> post(String path, Multipart form) {
    return send(
        to(path)
            .header("Content-Type", form.contentType())
            .POST(BodyPublishers.ofByteArray(form.body())));
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  static String error(HttpResponse<String> response) {
    return json(response).getJsonObject("error").getString("message");
  }

  static String basic(String key, String secret) {
    byte[] pair = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** The values with the members that sign them. */
  static Map<String, String> signed(Map<String, String> values) {
    Map<String, String> signed = new TreeMap<>(values);
    signed.remove("file");
    signed.put("timestamp", Long.toString(NOW.getEpochSecond()));
    String text = RequestSignature.stringToSign(signed, Version.TWO);
    signed.put("signature", RequestSignature.sign(text, "secret", SignatureAlgorithm.SHA1));
    signed.put("api_key", "key");
    if (values.containsKey("file")) {
      signed.put("file", String.valueOf(values.get("file")));
    }
    return signed;
  }
}
