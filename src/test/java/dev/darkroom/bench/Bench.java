package dev.darkroom.bench;

import dev.darkroom.bench.Load.Bounds;
import dev.darkroom.bench.Load.Operation;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code mvn -q -Pbench verify}: what this machine does with the server, in one table of less than
 * three minutes. Server, PostgreSQL and load share the processors, so compare processor time per
 * operation rather than rates.
 */
public final class Bench {
  /** Takes minutes to fill a database: only when asked for by name. */
  private static final String SEARCH = "search";

  /** The delivery engine's. */
  private static final Set<String> ENGINE = Set.of("drain", "peers", "hanging", "pending", "quick");

  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final int WARM_OPERATIONS = 600;
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(20);
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);
  private static final int READ = 50;
  private static final int DRAINED = 1_500;
  private static final int EVENTS_ALONE = 100;
  private static final int RAW_BYTES = 5_000_000;
  private static final int EVENT_BYTES = 1_000;

  private final Vertx vertx;
  private final ServerProcess server;
  private final Client client;
  private final Sink sink;
  private final Content content = new Content();
  private final AtomicLong numbers = new AtomicLong();

  private Bench(Vertx vertx, ServerProcess server) {
    this.vertx = vertx;
    this.server = server;
    this.client = new Client(vertx, server);
    this.sink = new Sink(vertx);
  }

  /**
   * Measures.
   *
   * @param arguments names of lines (fill, raw, small, peer, cached, admin, webhook, alone; search;
   *     drain, peers, hanging, pending, quick); the first eight without
   */
  public static void main(String[] arguments) throws IOException {
    Set<String> wanted = new HashSet<>(Set.of(arguments));
    if (wanted.remove(SEARCH)) {
      SearchBench.run();
    }
    Set<String> engine = new HashSet<>(ENGINE);
    engine.retainAll(wanted);
    if (!engine.isEmpty()) {
      DrainBench.run(engine);
      wanted.removeAll(engine);
    }
    if (arguments.length > 0 && wanted.isEmpty()) {
      return;
    }
    ServerSetup setup = ServerSetup.fresh("bench").withHeap("512m");
    Duration firstStart;
    try (ServerProcess first = setup.start()) {
      firstStart = first.startTook();
      first.terminate();
    }
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    try (ServerProcess server = setup.start()) {
      Bench bench = new Bench(vertx, server);
      bench.describe(firstStart);
      System.out.println(Round.heading());
      bench.lines(wanted);
      server.terminate();
    } finally {
      Await.await(vertx.close());
    }
  }

  private void describe(Duration firstStart) throws IOException {
    System.out.printf(
        """

        Darkroom on %d processors, load included; %s; the median of %d rounds; processor time per operation.
        First start %.1f s, second start %.1f s, idle %s of memory.

        """,
        Runtime.getRuntime().availableProcessors(),
        content.described(),
        ROUNDS,
        firstStart.toMillis() / 1000.0,
        server.startTook().toMillis() / 1000.0,
        memory());
  }

  private void lines(Set<String> wanted) {
    Map<String, Runnable> lines = new LinkedHashMap<>();
    // What is mostly native work comes first: the JVM warms up on it.
    lines.put("fill", this::fill);
    lines.put("raw", () -> line("upload of 5 MB raw", 4, this::uploadRaw));
    lines.put("small", () -> line("upload of a small JPEG", 8, this::uploadSmall));
    lines.put("peer", this::peer);
    lines.put("cached", this::cached);
    lines.put("admin", this::reads);
    lines.put("webhook", this::webhooks);
    lines.put("alone", this::alone);
    lines.forEach((name, line) -> {
      if (wanted.isEmpty() || wanted.contains(name)) {
        line.run();
      }
    });
  }

  private Future<?> uploadSmall(long number) {
    return client.upload("image", small());
  }

  private Future<?> uploadRaw(long number) {
    return client.upload("raw", raw());
  }

  /**
   * The same files into nginx, in the same run: compare the rates with the lines above. It keeps
   * each under a name of its own, as we do: one that is written over gets the memory and the blocks
   * of the one before, which cost less than new ones.
   */
  private void peer() {
    try (Nginx nginx = Nginx.start(vertx).orElse(null)) {
      if (nginx == null) {
        System.out.println("nginx's WebDAV PUT: no nginx here");
        return;
      }
      peerLine("nginx, WebDAV PUT of the same 5 MB", nginx, 4, this::raw);
      peerLine("nginx, WebDAV PUT of the small JPEG", nginx, 8, this::small);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void peerLine(String name, Nginx nginx, int atOnce, Supplier<Buffer> file) {
    Operation put = number -> nginx.put("file-" + numbers.incrementAndGet(), file.get());
    Bounds bounds = new Bounds(atOnce, Long.MAX_VALUE, ROUND);
    Load.run(nginx.handle(), put, bounds);
    print(name, () -> Load.run(nginx.handle(), put, bounds));
  }

  private Buffer raw() {
    return content.raw(RAW_BYTES, numbers.incrementAndGet());
  }

  private Buffer small() {
    return content.small(numbers.incrementAndGet());
  }

  private void cached() {
    String path =
        "/image/upload/c_fill,h_300,w_300/"
            + Await.await(client.upload("image", content.large(numbers.incrementAndGet())))
                .getString("public_id")
            + ".jpg";
    Await.await(client.get(path));
    line("GET of a stored 300 x 300 picture", 16, number -> client.get(path));
  }

  /** Reads of the Admin API, on what the lines before have stored, and at least {@link #READ}. */
  private void reads() {
    List<String> ids = new ArrayList<>();
    for (int asset = 0; asset < READ; asset++) {
      ids.add(Await.await(client.upload("image", small())).getString("public_id"));
    }
    line(
        "Admin API: one asset by its public id",
        8,
        number -> client.admin("/resources/image/upload/" + ids.get((int) (number % READ))));
    line(
        "Admin API: a page of 10, newest first",
        8,
        number -> client.admin("/resources/image/upload?direction=desc&max_results=10"));
    line(
        "Admin API: a page of 500 raw files",
        8,
        number -> client.admin("/resources/raw?max_results=500"));
  }

  private void fill() {
    String id =
        Await.await(client.upload("image", content.large(numbers.incrementAndGet())))
            .getString("public_id");
    line(
        "GET of a new 300 x 300 fill of 12 MP",
        4,
        number ->
            client.get(
                "/image/upload/b_rgb:%06x,c_fill,h_300,w_300/%s.jpg"
                    .formatted(numbers.incrementAndGet(), id)));
  }

  private void webhooks() {
    Await.await(client.trigger(sink.url()));
    drain(DRAINED / 3);
    print("1 kB upload with its webhook, all drained", () -> drain(DRAINED));
  }

  /** So many events as fast as they go, until the last has arrived. */
  private Round drain(int events) {
    long before = sink.arrived();
    long again = sink.again();
    Cpu cpu = Cpu.of(server.handle());
    long start = System.nanoTime();
    Round uploads =
        Load.run(
            server.handle(),
            number -> client.upload("raw", content.raw(EVENT_BYTES, numbers.incrementAndGet())),
            new Bounds(16, events, LONGEST_DRAIN));
    Await.until(
        LONGEST_DRAIN,
        () -> sink.arrived() - before + " of " + events + " deliveries",
        () -> sink.arrived() - before >= uploads.operations() - uploads.errors());
    return new Round(
        sink.arrived() - before,
        uploads.errors() + sink.again() - again,
        Duration.ofNanos(sink.lastNanos() - start),
        Cpu.of(server.handle()).since(cpu));
  }

  /** One event at a time on an idle server: how late is its notification? */
  private void alone() {
    if (sink.arrived() == 0) {
      Await.await(client.trigger(sink.url()));
    }
    List<Long> sinceSent = new ArrayList<>();
    List<Long> sinceAnswered = new ArrayList<>();
    for (int event = 0; event < EVENTS_ALONE; event++) {
      long before = sink.arrived();
      long sent = System.nanoTime();
      long answered =
          Await.await(
              client
                  .upload("raw", content.raw(EVENT_BYTES, numbers.incrementAndGet()))
                  .map(done -> System.nanoTime()));
      Await.until("it arrived", () -> sink.arrived() > before);
      sinceSent.add(sink.lastNanos() - sent);
      sinceAnswered.add(Math.max(0, sink.lastNanos() - answered));
    }
    System.out.printf(
        "%nOne event at a time: the webhook arrives %s ms after its upload was sent, %s ms after it was answered.%n",
        percentiles(sinceSent), percentiles(sinceAnswered));
  }

  private static String percentiles(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return "%.1f (p50) / %.1f (p99)"
        .formatted(
            sorted.get(sorted.size() / 2) / 1e6,
            sorted.get((int) Math.floor(sorted.size() * 0.99) - 1) / 1e6);
  }

  private void line(String name, int atOnce, Operation operation) {
    warmUp(atOnce, operation);
    Bounds bounds = new Bounds(atOnce, Long.MAX_VALUE, ROUND);
    print(name, () -> Load.run(server.handle(), operation, bounds));
  }

  /** On a busy machine the time alone is not enough for the JVM to compile what it runs. */
  private void warmUp(int atOnce, Operation operation) {
    Round timed = Load.run(server.handle(), operation, new Bounds(atOnce, Long.MAX_VALUE, WARM_UP));
    long rest = Math.max(0, WARM_OPERATIONS - timed.operations());
    Load.run(server.handle(), operation, new Bounds(atOnce, rest, LONGEST_WARM_UP));
  }

  private static void print(String name, Supplier<Round> round) {
    List<Round> rounds = Stream.generate(round).limit(ROUNDS).toList();
    System.out.println(Round.median(rounds).line(name));
  }

  private String memory() throws IOException {
    Path status = Path.of("/proc", Long.toString(server.handle().pid()), "status");
    if (!Files.exists(status)) {
      return "an unknown amount";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
        .findFirst()
        .orElse("an unknown amount");
  }
}
