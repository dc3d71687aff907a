package dev.darkroom.faults;

import dev.darkroom.testing.Await;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the server has written down of its deliveries, pending and ended. */
final class Log {
  private static final String ALL =
      """
      select url, 'pending', attempts, history::text,
        (extract(epoch from due) * 1000)::bigint from delivery where due < 'infinity'
      union all
      select url, 'held', attempts, history::text, 0 from delivery where due = 'infinity'
      union all
      select url, state, attempts, history::text, 0 from delivery_log
      """;

  private Log() {}

  /**
   * A delivery.
   *
   * @param state pending, held, delivered or dead
   * @param dueMillis when it is due again, Unix time; 0 for never
   */
  record Entry(String url, String state, int attempts, JsonArray history, long dueMillis) {
    /** What went wrong last, in a word and in words; both empty when nothing did. */
    String trouble() {
      return last().getString("trouble", "");
    }

    String error() {
      return last().getString("error", "");
    }

    JsonObject last() {
      return history.isEmpty() ? new JsonObject() : history.getJsonObject(history.size() - 1);
    }
  }

  static List<Entry> of(Stage stage) {
    List<Entry> entries = new ArrayList<>();
    Await.await(stage.database().query(ALL, Tuple.tuple()))
        .forEach(row ->
            entries.add(
                new Entry(
                    row.getString(0),
                    row.getString(1),
                    row.getInteger(2),
                    new JsonArray(row.getString(3)),
                    row.getLong(4))));
    return entries;
  }

  /** Waits until so many deliveries have an attempt behind them, whatever came of it. */
  static List<Entry> awaitAttempted(Stage stage, int count) {
    Stage.reached(
        Duration.ofSeconds(40),
        () -> of(stage).stream().filter(one -> !one.history.isEmpty()).count() >= count);
    return of(stage);
  }
}
