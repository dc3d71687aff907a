package dev.darkroom.faults;

import dev.darkroom.testing.ServerProcess;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls that each raise one event, at a steady rate, to whichever servers live. An event counts
 * from the moment its call is answered 200; what was never answered may or may not have happened.
 */
final class Traffic implements AutoCloseable {
  /** In place of a status: the connection was refused or broke. */
  static final int NO_ANSWER = 0;

  private static final int OK = 200;
  private static final int MOST_AT_ONCE = 64;
  private static final Duration LONGEST_CALL = Duration.ofSeconds(20);
  private static final AtomicLong NUMBERS = new AtomicLong();

  private record Call(long sent, long answered) {}

  private record Caller(String key, String secret) {}

  private final Vertx vertx;
  private final WebClient client;
  private final List<ServerProcess> servers = new CopyOnWriteArrayList<>();
  private final Map<String, Call> acknowledged = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicLong> refused = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final long timer;
  private volatile long lastOk;
  private volatile @Nullable Caller caller;
  private volatile boolean over;

  /** Begins at once. */
  Traffic(Stage stage, int perSecond, List<ServerProcess> servers) {
    this.vertx = stage.vertx();
    this.servers.addAll(servers);
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions().setConnectTimeout(2_000),
            new PoolOptions().setHttp1MaxSize(MOST_AT_ONCE));
    int perTick = Math.max(1, perSecond / 50);
    this.timer =
        vertx.setPeriodic(
            Math.max(1, 1_000L * perTick / perSecond), tick -> calls(Math.max(1, perTick)));
  }

  /** Sends it nothing any more. */
  void leaveOut(ServerProcess server) {
    servers.remove(server);
  }

  /** Sends it its share. */
  void include(ServerProcess server) {
    servers.add(server);
  }

  /** Calls with this key from now on, no longer with the one that each server was started with. */
  void calls(String key, String secret) {
    caller = new Caller(key, secret);
  }

  /** What the events that happened tell of. */
  Collection<String> acknowledged() {
    return acknowledged.keySet();
  }

  /** How often a status other than 200 was answered. */
  long refused(int status) {
    AtomicLong count = refused.get(status);
    return count == null ? 0 : count.get();
  }

  /** Every status other than 200, with its count. */
  Map<Integer, AtomicLong> refused() {
    return Map.copyOf(refused);
  }

  /** When the last call was answered 200. */
  long lastOk() {
    return lastOk;
  }

  /** When a call was sent and answered. */
  long sentAt(String subject) {
    Call call = acknowledged.get(subject);
    return call == null ? 0 : call.sent;
  }

  long answeredAt(String subject) {
    Call call = acknowledged.get(subject);
    return call == null ? 0 : call.answered;
  }

  /** Ends it, once what is under way is answered. */
  void end() {
    over = true;
    vertx.cancelTimer(timer);
    Stage.reached(LONGEST_CALL.plusSeconds(5), () -> underWay.get() == 0);
  }

  private void calls(int count) {
    for (int call = 0; call < count && underWay.get() < MOST_AT_ONCE && !over; call++) {
      call();
    }
  }

  private void call() {
    long number = NUMBERS.incrementAndGet();
    List<ServerProcess> known = List.copyOf(servers);
    if (known.isEmpty()) {
      return;
    }
    ServerProcess server = known.get((int) (number % known.size()));
    String subject = "f" + number;
    long sent = System.nanoTime();
    Caller named = caller;
    Caller as = named == null ? new Caller(server.key(), server.secret()) : named;
    underWay.incrementAndGet();
    client
        .postAbs(server.api() + "/folders/" + subject)
        .basicAuthentication(as.key, as.secret)
        .timeout(LONGEST_CALL.toMillis())
        .send()
        .onComplete(answer -> answered(subject, sent, answer), broken -> count(NO_ANSWER));
  }

  private void answered(String subject, long sent, HttpResponse<Buffer> answer) {
    if (answer.statusCode() == OK) {
      lastOk = System.nanoTime();
      acknowledged.put(subject, new Call(sent, lastOk));
      underWay.decrementAndGet();
    } else {
      count(answer.statusCode());
    }
  }

  private void count(int status) {
    underWay.decrementAndGet();
    refused.computeIfAbsent(status, fresh -> new AtomicLong()).incrementAndGet();
  }

  @Override
  public void close() {
    end();
    client.close();
  }
}
