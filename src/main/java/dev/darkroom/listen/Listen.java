package dev.darkroom.listen;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Posts a server's events to a program on this machine, signed as the server signs them, one after
 * the other. When the connection breaks it comes back and goes on where it was.
 */
public final class Listen {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final int WRONG_USE = 2;

  private final Order order;
  private final PrintStream out;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private @Nullable String position;

  private Listen(Order order, PrintStream out) {
    this.order = order;
    this.out = out;
  }

  /** Runs the command until it is interrupted; returns the exit code of one that cannot run. */
  public static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
    Order order;
    try {
      order = Order.of(arguments, environment);
    } catch (IllegalArgumentException wrong) {
      out.println("listen: " + wrong.getMessage());
      out.println(Order.USAGE);
      return WRONG_USE;
    }
    return new Listen(order, out).follow();
  }

  private int follow() {
    Duration pause = SHORTEST_PAUSE;
    CountDownLatch never = new CountDownLatch(1);
    while (true) {
      try {
        HttpResponse<Stream<String>> stream = client.send(request(), BodyHandlers.ofLines());
        if (stream.statusCode() >= 400 && stream.statusCode() < 500) {
          out.println("listen: the server says " + stream.statusCode() + " " + said(stream));
          return 1;
        }
        if (stream.statusCode() == 200) {
          out.println("Listening to " + order.stream() + ", forwarding to " + order.forwardTo());
          pause = SHORTEST_PAUSE;
          forward(stream.body());
        }
        out.println(now() + "  the stream ended, connecting again");
      } catch (IOException | UncheckedIOException broken) {
        double seconds = pause.toMillis() / 1_000.0;
        out.println(
            now() + "  no connection: " + reason(broken) + ", next try in " + seconds + " s");
      } catch (InterruptedException stopped) {
        return 0;
      }
      if (rest(never, pause)) {
        return 0;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  private HttpRequest request() {
    StringBuilder query = new StringBuilder("?");
    if (!order.events().isEmpty()) {
      query.append("events=").append(escaped(order.events())).append('&');
    }
    if (order.since() != null) {
      query.append("since=").append(escaped(order.since()));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(order.stream() + query.toString()))
            .header("Accept", "text/event-stream")
            .header("Authorization", order.authorization());
    if (position != null) {
      request.header("Last-Event-ID", position);
    }
    return request.build();
  }

  private void forward(Stream<String> lines) throws InterruptedException {
    try (lines) {
      Iterator<String> each = lines.iterator();
      Optional<ServerEvent> event = ServerEvent.next(each, id -> position = id);
      while (event.isPresent()) {
        forward(new JsonObject(event.get().data()));
        position = event.get().id();
        event = ServerEvent.next(each, id -> position = id);
      }
    }
  }

  /** What cannot be delivered is told and left behind: the next stream would bring it for ever. */
  private void forward(JsonObject event) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(order.forwardTo())
            .timeout(ANSWER)
            .POST(BodyPublishers.ofString(event.getString("body"), StandardCharsets.UTF_8));
    event
        .getJsonObject("headers")
        .forEach(header -> request.header(header.getKey(), String.valueOf(header.getValue())));
    long begun = System.nanoTime();
    String result;
    try {
      int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
      result = status + " in " + (System.nanoTime() - begun) / 1_000_000 + " ms";
    } catch (IOException failure) {
      result = "failed: " + reason(failure);
    }
    out.printf(
        "%s  %-28s %-32s %s%n",
        now(), event.getString("notification_type"), event.getString("public_id", ""), result);
  }

  private static String said(HttpResponse<Stream<String>> response) {
    try (Stream<String> lines = response.body()) {
      return lines.findFirst().orElse("");
    }
  }

  private static boolean rest(CountDownLatch never, Duration pause) {
    try {
      return never.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      return true;
    }
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static LocalTime now() {
    return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
