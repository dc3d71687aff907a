package dev.darkroom.asset.job;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a job that failed: its row and its {@code error} event in one transaction
 * (reference/notifications.md 5.17, ours to define). For virtual threads.
 */
public record GivenUp(AssetParts parts, Job job, String reason) {

  /**
   * Ends it.
   *
   * @param subject what it was about: {@code public_id}, {@code resource_type}, {@code type}
   * @param also takes part in the transaction
   */
  public void tell(
      Caller caller,
      @Nullable String notificationUrl,
      JsonObject subject,
      Consumer<SqlConnection> also) {
    Environment environment = parts.environment(job.environmentId());
    List<Destination> to =
        parts.events().destinations(environment, EventType.ERROR, notificationUrl);
    JsonObject body = new JsonObject().put("error", new JsonObject().put("message", reason));
    body.mergeIn(subject).put("batch_id", job.batchId());
    Notification told = new Notification(EventType.ERROR, body.getString("public_id", ""), body);
    EventCommitted event =
        parts
            .database()
            .awaitTransaction(connection -> {
              parts.jobs().fail(connection, job, reason).await();
              also.accept(connection);
              return parts.events().append(connection, environment, caller, told, to);
            });
    parts.events().announce(event);
  }
}
