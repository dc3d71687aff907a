package dev.darkroom.faults;

import dev.darkroom.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The receiver, which alone decides what was lost and what came twice: it writes down every
 * notification with its ids and verifies the signature by itself, with nothing of the server's.
 */
final class Judge implements AutoCloseable {
  /** In place of a status: take it and never answer. */
  static final int HANG = -1;

  private final HttpServer server;
  private final String host;
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private volatile ToIntFunction<Arrival> script = arrival -> 200;

  /** Listens on a free port of that address. */
  Judge(Vertx vertx, String host) {
    this.host = host;
    this.server = Await.await(vertx.createHttpServer().requestHandler(this::take).listen(0, host));
  }

  /** Answers from now on with the status that the script says. */
  void answers(ToIntFunction<Arrival> statusOf) {
    script = statusOf;
  }

  /** Takes signatures by this secret, too. */
  void trusts(String secret) {
    secrets.add(secret);
  }

  /** Takes signatures by this secret no longer. */
  void distrusts(String secret) {
    secrets.remove(secret);
  }

  String url(String path) {
    return "http://" + host + ":" + server.actualPort() + path;
  }

  /** Everything so far, in the order of arrival. */
  List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  List<Arrival> arrivals(Predicate<Arrival> wanted) {
    return arrivals.stream().filter(wanted).toList();
  }

  /** Whether it said 200 to the notification of that subject under that path. */
  boolean hasTaken(String path, String subject) {
    return taken.contains(key(path, subject));
  }

  int takenCount() {
    return taken.size();
  }

  private void take(HttpServerRequest request) {
    request.body().onSuccess(body -> take(request, body));
  }

  private void take(HttpServerRequest request, Buffer body) {
    Arrival arrival = arrival(request, body);
    int status = script.applyAsInt(arrival);
    Arrival answered = arrival.answered(status);
    arrivals.add(answered);
    if (answered.isTaken()) {
      taken.add(key(answered.path(), answered.subject()));
    }
    if (status != HANG) {
      request.response().setStatusCode(status).end();
    }
  }

  private Arrival arrival(HttpServerRequest request, Buffer body) {
    JsonObject json = body.toJsonObject();
    String timestamp = String.valueOf(request.getHeader("X-Cld-Timestamp"));
    return new Arrival(
        request.path(),
        number(request, "X-Darkroom-Delivery"),
        number(request, "X-Darkroom-Event"),
        (int) number(request, "X-Darkroom-Attempt"),
        json.getString("folder_path", json.getString("public_id", "")),
        System.nanoTime(),
        Long.parseLong(timestamp),
        signer(body.getBytes(), timestamp, request.getHeader("X-Cld-Signature")),
        0);
  }

  private static long number(HttpServerRequest request, String header) {
    return Long.parseLong(request.getHeader(header));
  }

  private @Nullable String signer(byte[] body, String timestamp, @Nullable String signature) {
    return secrets.stream()
        .filter(secret -> signed(body, timestamp, secret).equals(signature))
        .findAny()
        .orElse(null);
  }

  private static String signed(byte[] body, String timestamp, String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(body);
      digest.update((timestamp + secret).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String key(String path, String subject) {
    return path + ' ' + subject;
  }

  @Override
  public void close() {
    Await.await(server.close());
  }
}
