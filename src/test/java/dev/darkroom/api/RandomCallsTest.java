package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.api.request.CallGroup;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * 20,000 calls made up over the route table, by somebody with a valid key, against a whole server:
 * never a 500, never a hang, and afterwards it still works. A failure names the seed.
 */
@ExtendWith(ShowServers.class)
final class RandomCallsTest {
  private static final int CALLS = 20_000;
  private static final int CALLERS = 4;
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Pattern PLACE = Pattern.compile(":(\\w+)\\*?");

  /** Places that a template describes by a pattern. */
  private static final Pattern DESCRIBED = Pattern.compile("\\(\\?<(\\w+)>.*?\\)(?=$|/:|/\\w)");

  /** Answers that never end. */
  private static final Set<String> ENDLESS = Set.of("notifications/stream");

  private record Route(String method, String template) {}

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Route> routes = routes();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  @Test
  void neverAFaultNeverAHang() throws InterruptedException {
    long seed = Long.getLong("seed", System.nanoTime());
    try (ServerProcess server = ServerSetup.fresh("random-calls").start()) {
      seedAssets(server);
      List<Thread> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        long own = seed + caller;
        callers.add(
            Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, bug) -> faults.add(bug.toString()))
                .start(() -> call(server, new Random(own))));
      }
      for (Thread caller : callers) {
        caller.join();
      }
      assertEquals(List.of(), faults.stream().limit(20).toList(), "seed " + seed);
      assertTrue(routes.size() > 80, "a route table of " + routes.size());
      assertEquals(200, Web.send(Web.authorized(server, "/ping").GET()).statusCode());
    }
  }

  private void call(ServerProcess server, Random random) {
    for (int number = 0; number < CALLS / CALLERS && faults.size() < 20; number++) {
      Route route = routes.get(random.nextInt(routes.size()));
      HttpRequest request = request(server, route, random);
      try {
        HttpResponse<String> answer =
            client.send(request, BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
        if (answer.statusCode() >= 500) {
          faults.add(route + " " + request.uri() + " -> " + answer.body());
        }
      } catch (java.io.IOException broken) {
        faults.add(route + " " + request.uri() + " -> " + broken);
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }
  }

  private static HttpRequest request(ServerProcess server, Route route, Random random) {
    boolean query = route.method().equals("GET") && random.nextBoolean();
    String form = form(random);
    String path = "/" + path(route.template(), random) + (query ? "?" + form : "");
    HttpRequest.Builder request =
        Web.authorized(server, "/").uri(URI.create(server.api() + path)).timeout(LONGEST);
    if (query || random.nextInt(12) == 0) {
      return request.method(route.method(), BodyPublishers.noBody()).build();
    }
    boolean json = random.nextBoolean();
    return request
        .header("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded")
        .method(route.method(), BodyPublishers.ofString(json ? json(random) : form))
        .build();
  }

  private static String path(String template, Random random) {
    Matcher places = PLACE.matcher(DESCRIBED.matcher(template).replaceAll(":$1"));
    return places.replaceAll(place -> Matcher.quoteReplacement(place(place.group(1), random)));
  }

  private static String place(String name, Random random) {
    if (random.nextInt(6) == 0) {
      return escaped(pick(random, RandomWords.VALUES)).replace("+", "%20").replace("%00", "%20");
    }
    return switch (name) {
      case "resourceType" -> pick(random, List.of("image", "image", "video", "raw", "all", "auto"));
      case "type" ->
          pick(random, List.of("upload", "upload", "private", "authenticated", "sprite"));
      case "kind" -> "manual";
      case "status" -> pick(random, List.of("pending", "approved"));
      default -> pick(random, RandomWords.IDS);
    };
  }

  private static String form(Random random) {
    StringBuilder form = new StringBuilder();
    for (int field = random.nextInt(6); field > 0; field--) {
      String name = pick(random, RandomWords.NAMES);
      String suffix = pick(random, List.of("", "", "[]", "[0]"));
      form.append(form.isEmpty() ? "" : "&")
          .append(escaped(name + suffix))
          .append('=')
          .append(escaped(value(name, random)));
    }
    return form.toString();
  }

  private static String json(Random random) {
    JsonObject json = new JsonObject();
    for (int field = random.nextInt(6); field > 0; field--) {
      String name = pick(random, RandomWords.NAMES);
      String value = value(name, random);
      switch (random.nextInt(8)) {
        case 0 -> json.put(name, new JsonArray().add(value).add(7));
        case 1 -> json.put(name, new JsonObject().put("values", new JsonArray().add(value)));
        case 2 -> json.put(name, random.nextInt());
        case 3 -> json.putNull(name);
        default -> json.put(name, value);
      }
    }
    return random.nextInt(40) == 0 ? json.encode().substring(1) : json.encode();
  }

  /** Often something that fits the name: only that gets far inside. */
  private static String value(String name, Random random) {
    List<String> fitting = RandomWords.FITTING.getOrDefault(name, RandomWords.IDS);
    return pick(random, random.nextInt(3) > 0 ? fitting : RandomWords.VALUES);
  }

  private static void seedAssets(ServerProcess server) {
    byte[] photo = Pictures.photo(60, 40, 1);
    dev.darkroom.testing.Api api = new dev.darkroom.testing.Api(server);
    for (String id : List.of("a", "b", "folder/c")) {
      api.upload("image", "p.jpg", photo, Map.of("public_id", id, "tags", "a,b")).ok();
    }
  }

  /** The very lists that the server's router is made from. */
  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(new Route("POST", "upload"));
    routes.add(new Route("POST", ":resourceType/upload"));
    try (TestServer edge = new TestServer()) {
      Stream<CallGroup> groups =
          Stream.concat(UploadCalls.all(edge.parts).stream(), AdminCalls.all(edge.parts).stream());
      groups.forEach(group ->
          group.add((method, template, answer) -> routes.add(new Route(method.name(), template))));
    }
    routes.removeIf(route -> ENDLESS.contains(route.template()));
    return routes;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
