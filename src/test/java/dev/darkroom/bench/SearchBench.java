package dev.darkroom.bench;

import dev.darkroom.db.PostgresAddress;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code -Dbench.lines=search}: every kind of single-field search, and listings from the first to
 * the last page, of a million assets on the embedded PostgreSQL; one call at a time.
 */
final class SearchBench {
  private static final int CALLS = 60;
  private static final int WARM_UP = 50;
  private static final int LARGEST_PAGE = 500;
  private static final String LISTING = "resources/image/upload?direction=desc&max_results=";

  private final Api api;
  private final Random random = new Random(7);

  private SearchBench(ServerProcess server) {
    this.api = new Api(server);
  }

  /** Fills a database of its own, and measures. */
  static void run() {
    PostgresAddress address = TestDatabase.freshAddress();
    ServerSetup setup = ServerSetup.fresh("search").with("DARKROOM_DATABASE_URL", url(address));
    try (ServerProcess first = setup.start()) {
      first.terminate();
    }
    long start = System.nanoTime();
    MillionAssets.fill(address);
    System.out.printf(
        "%n%,d assets written and indexed in %d s.%n%n%-44s %8s %8s %8s %12s%n",
        MillionAssets.COUNT,
        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
        "one call at a time",
        "p50 ms",
        "p95 ms",
        "max ms",
        "total_count");
    try (ServerProcess server = setup.start()) {
      SearchBench bench = new SearchBench(server);
      bench.searches();
      bench.listings();
      server.terminate();
    }
  }

  private static String url(PostgresAddress address) {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(
            address.user(), address.password(), address.host(), address.port(), address.database());
  }

  private void searches() {
    Map<String, Function<Integer, String>> kinds = new LinkedHashMap<>();
    kinds.put("everything", n -> "");
    kinds.put("tags: one asset in 1,000,000", n -> "tags:rare" + n * 97);
    kinds.put("tags= one in 5,000", n -> "tags=tag" + n);
    kinds.put("tags: one in 11", n -> "tags:group" + n % 11);
    kinds.put("tags: every asset", n -> "tags:common");
    kinds.put("tags: a prefix of many", n -> "tags:tag" + (1 + n % 9) + "*");
    kinds.put("public_id:folder/*", n -> "public_id:folder_" + n + "/*");
    kinds.put("public_id= one asset", n -> "public_id=\"folder_" + n + "/sub/cat_" + n + "\"");
    kinds.put("filename: a word", n -> "filename:" + n * 991);
    kinds.put("asset_folder= one in 1,000", n -> "asset_folder=folder_" + n + "/sub");
    kinds.put("display_name: a word", n -> "display_name:" + n * 991);
    kinds.put("context.owner= one in 200", n -> "context.owner=person" + n);
    kinds.put("context: one in 3,000", n -> "context:" + n * 7);
    kinds.put("metadata.sku= one in 100,000", n -> "metadata.sku=sku" + n * 31);
    kinds.put("metadata.count> a range", n -> "metadata.count>" + (9_000 + n));
    kinds.put("a bare word", n -> "person" + n);
    kinds.put("format: one in 3", n -> "format:png");
    kinds.put("format: one in 5,000", n -> "format:tiff");
    kinds.put("resource_type, type", n -> n % 2 == 0 ? "resource_type:raw" : "type:private");
    kinds.put("etag= none", n -> "etag=" + n);
    kinds.put("moderation_status: one in 100", n -> "moderation_status:pending");
    kinds.put("bytes> one in 5", n -> "bytes>16mb");
    kinds.put("bytes: a narrow range", n -> "bytes:[" + n + "kb TO " + (n + 1) + "kb]");
    kinds.put("width: one value", n -> "width:" + (100 + n * 11));
    kinds.put("pixels> one in 50", n -> "pixels>18000000");
    kinds.put("aspect_ratio: one value", n -> "aspect_ratio:" + (1 + n % 20 / 10.0));
    kinds.put("duration: a range", n -> "duration:[" + n + " TO " + (n + 5) + "]");
    kinds.put("created_at: a day", n -> "created_at:2021-0" + (1 + n % 9) + "-11");
    kinds.put("created_at<", n -> "created_at<2020-0" + (1 + n % 9) + "-11");
    kinds.put("updated_at: a day", n -> "updated_at:2022-0" + (1 + n % 9) + "-11");
    kinds.put("quality_score> one in 1,000", n -> "quality_score>0.98");
    kinds.put("NOT tags: one in 11", n -> "NOT tags:group" + n % 11);
    kinds.forEach((name, expression) -> search(name, expression, null));
    search("tags= sorted by bytes", n -> "tags=tag" + n, "bytes");
    search("tags: one in 11, sorted by bytes", n -> "tags:group" + n % 11, "bytes");
  }

  private void search(String name, Function<Integer, String> expression, @Nullable String sort) {
    List<Long> nanos = new ArrayList<>();
    String total = "";
    for (int call = -WARM_UP; call < CALLS; call++) {
      JsonObject query = JsonObject.of("expression", expression.apply(random.nextInt(200)));
      if (sort != null) {
        query.put("sort_by", new JsonArray().add(JsonObject.of(sort, "desc")));
      }
      long start = System.nanoTime();
      total = api.call("POST", "resources/search", query).ok().getValue("total_count").toString();
      if (call >= 0) {
        nanos.add(System.nanoTime() - start);
      }
    }
    print(name, nanos, total);
  }

  private void listings() {
    pages("", WARM_UP, new ArrayList<>());
    List<Long> first = new ArrayList<>();
    pages("", CALLS, first);
    print("listing, pages of 10: the first ones", first, "");
    String deep = walk();
    List<Long> last = new ArrayList<>();
    pages(deep, CALLS, last);
    print("listing, pages of 10: before the last", last, "");
    List<Long> tagged = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      long start = System.nanoTime();
      api.get("resources/image/tags/group" + call % 11).ok();
      tagged.add(System.nanoTime() - start);
    }
    print("listing of a tag with 70,000 assets", tagged, "");
  }

  private void pages(String from, int count, List<Long> nanos) {
    String cursor = from;
    for (int page = 0; page < count; page++) {
      long start = System.nanoTime();
      JsonObject answer = api.get(LISTING + 10 + cursor).ok();
      nanos.add(System.nanoTime() - start);
      String next = answer.getString("next_cursor");
      cursor = next == null ? from : "&next_cursor=" + next;
    }
  }

  /** Goes through all pages of 500, and tells how they went; a cursor near the end. */
  private String walk() {
    List<Long> nanos = new ArrayList<>();
    String before = "";
    String cursor = "";
    while (true) {
      long start = System.nanoTime();
      String next =
          api.get(LISTING + LARGEST_PAGE + "&fields=bytes" + cursor).ok().getString("next_cursor");
      nanos.add(System.nanoTime() - start);
      if (next == null) {
        break;
      }
      before = cursor;
      cursor = "&next_cursor=" + next;
    }
    int tenth = nanos.size() / 10;
    print("listing, pages of 500: the first tenth", nanos.subList(0, tenth), "");
    print(
        "listing, pages of 500: the last tenth",
        nanos.subList(nanos.size() - tenth, nanos.size()),
        "");
    return before;
  }

  private static void print(String name, List<Long> nanos, String total) {
    List<Long> sorted = nanos.stream().sorted().toList();
    System.out.printf(
        "%-44s %8.1f %8.1f %8.1f %12s%n",
        name,
        sorted.get(sorted.size() / 2) / 1e6,
        sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1) / 1e6,
        sorted.getLast() / 1e6,
        total);
  }
}
