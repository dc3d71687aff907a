package dev.darkroom.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** A customer's HTTP server on loopback: takes notifications, and offers files for fetching. */
public final class Receiver implements AutoCloseable {
  /** Instead of a status: never answers, until the receiver is closed. */
  public static final int HANG = -1;

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /**
   * One request as it came.
   *
   * @param attempt counts the arrivals of the same body on the same path, from 1
   */
  public record Arrival(
      String path, Map<String, String> headers, Buffer body, int attempt, long nanos) {
    /** The body as text. */
    public String text() {
      return body.toString(StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonObject json() {
      return new JsonObject(text());
    }

    /** A header, its name in lower case; empty when absent. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** Whether it tells of that event and asset. */
    public boolean tells(String type, String publicId) {
      return json().getString("notification_type", "").equals(type)
          && json().getString("public_id", "").equals(publicId);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile ToIntFunction<Arrival> script = arrival -> 200;

  private Receiver(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free port. */
  public static Receiver start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
      Receiver receiver = new Receiver(server);
      server.createContext("/", receiver::handle);
      server.setExecutor(receiver.threads);
      server.start();
      return receiver;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Answers from now on with what the script says: a status, or {@link #HANG}. */
  public Receiver answers(ToIntFunction<Arrival> statusOf) {
    script = statusOf;
    return this;
  }

  /** Offers a file; returns its URL. */
  public String offers(String path, byte[] bytes) {
    files.put(path, bytes);
    return url(path);
  }

  /** A URL here. */
  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** What came so far, in order. */
  public List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /** What came so far of one kind, in order. */
  public List<Arrival> arrivals(Predicate<Arrival> wanted) {
    return arrivals.stream().filter(wanted).toList();
  }

  /** The first arrival of that kind, waited for. */
  public Arrival await(Predicate<Arrival> wanted) {
    return await(wanted, 1).getFirst();
  }

  /** That many arrivals of that kind, waited for. */
  public List<Arrival> await(Predicate<Arrival> wanted, int count) {
    Await.until(
        LONGEST,
        () -> count + " arrivals; there were " + arrivals.stream().map(Arrival::text).toList(),
        () -> arrivals(wanted).size() >= count);
    return arrivals(wanted);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] file = files.get(path);
      if (file != null) {
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
        return;
      }
      int status = script.applyAsInt(arrived(exchange, path));
      if (status == HANG) {
        boolean over = closed.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
        status = over ? 503 : 504;
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Arrival arrived(HttpExchange exchange, String path) throws IOException {
    Buffer body = Buffer.buffer(exchange.getRequestBody().readAllBytes());
    Map<String, String> headers = new ConcurrentHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    synchronized (this) {
      int before = arrivals(one -> one.path.equals(path) && one.body.equals(body)).size();
      Arrival arrival = new Arrival(path, headers, body, before + 1, System.nanoTime());
      arrivals.add(arrival);
      return arrival;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
