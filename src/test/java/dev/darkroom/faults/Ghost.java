package dev.darkroom.faults;

import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.outbox.NewEvent;
import dev.darkroom.outbox.Receiver;
import dev.darkroom.protocol.EventType;
import dev.darkroom.testing.Await;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A node that commits, leases what it committed to itself, and is killed before it says so. */
final class Ghost {
  private static final int AT_ONCE = 50;

  private final Stage stage;
  private final LeaseOwner owner =
      new LeaseOwner("ghost-" + System.nanoTime(), Duration.ofHours(1));
  private final EventLog log = new EventLog(owner);

  Ghost(Stage stage) {
    this(stage, true);
  }

  /** One that leases what it commits, or leaves it to whoever has room. */
  Ghost(Stage stage, boolean leases) {
    this.stage = stage;
    owner.open(leases);
  }

  /** Commits so many events with a delivery to each path of the judge; returns their subjects. */
  List<String> commit(int events, List<String> paths) {
    Row first =
        Await.await(
                stage
                    .database()
                    .query(
                        """
                        select environment_id, api_key from access_key order by 1 limit 1
                        """,
                        Tuple.tuple()))
            .iterator()
            .next();
    List<Receiver> receivers =
        paths.stream()
            .map(path -> new Receiver(stage.judge().url(path), null, null, false, false))
            .toList();
    List<String> subjects =
        IntStream.range(0, events).mapToObj(each -> owner.id() + "-" + each).toList();
    for (int from = 0; from < events; from += AT_ONCE) {
      commit(first, subjects.subList(from, Math.min(events, from + AT_ONCE)), receivers);
    }
    return subjects;
  }

  private void commit(Row first, List<String> subjects, List<Receiver> receivers) {
    for (String subject : subjects) {
      String body =
          new JsonObject()
              .put("notification_type", "create_folder")
              .put("folder_path", subject)
              .encode();
      NewEvent event =
          new NewEvent(
              first.getLong(0), EventType.CREATE_FOLDER, body, first.getString(1), subject);
      Await.await(
          stage.database().transaction(connection -> log.append(connection, event, receivers)));
    }
  }
}
