package dev.darkroom.journal;

import dev.darkroom.db.Database;
import dev.darkroom.outbox.NewEvent;
import dev.darkroom.outbox.Receiver;
import dev.darkroom.outbox.rule.Receivers;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FindTrigger;
import dev.darkroom.protocol.LoadEnvironment;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SendTestEvent;
import dev.darkroom.protocol.Trigger;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Test events: examples that become events like any other, so that they are guarded, signed,
 * retried and logged as real ones are. Only their receiver is chosen. For virtual threads.
 */
final class TestEvents {
  private static final String DELIVERIES =
      """
      select id from delivery where environment_id = $1 and event_id = $2 order by id desc limit 1
      """;

  private final JournalVerticle.Parts parts;
  private final Examples examples = new Examples();
  private final Receivers receivers = new Receivers();

  TestEvents(JournalVerticle.Parts parts) {
    this.parts = parts;
  }

  Answer send(SendTestEvent asked) {
    long environmentId = asked.environmentId();
    Environment environment =
        parts.bus().request(LoadEnvironment.ADDRESS, new LoadEnvironment(environmentId)).await();
    Aim aim = aim(asked);
    NewEvent event =
        examples.of(aim.type).event(environment, asked.caller(), parts.clock().instant());
    JsonObject body = new JsonObject(event.body());
    List<Receiver> to = receivers.of(event.body(), List.of(aim.destination));
    return to.isEmpty() ? answer(aim, body, null, null) : sent(aim, event, body, to);
  }

  private Answer sent(Aim aim, NewEvent event, JsonObject body, List<Receiver> to) {
    record Sent(EventCommitted event, @Nullable Long delivery) {}
    Sent sent =
        parts
            .database()
            .awaitTransaction(connection -> {
              EventCommitted made = parts.events().append(connection, event, to).await();
              Tuple values = Tuple.of(event.environmentId(), made.eventId());
              Long delivery = null;
              for (Row row : Database.query(connection, DELIVERIES, values).await()) {
                delivery = row.getLong(0);
              }
              return new Sent(made, delivery);
            });
    parts.bus().publish(EventCommitted.TOPIC, sent.event);
    return answer(aim, body, sent.event.eventId(), sent.delivery);
  }

  private record Aim(EventType type, Destination destination) {}

  private Aim aim(SendTestEvent asked) {
    EventType type = asked.type() == null ? EventType.UPLOAD : asked.type();
    if (asked.triggerId() != null) {
      FindTrigger wanted = new FindTrigger(asked.environmentId(), asked.triggerId());
      Trigger found = parts.bus().request(FindTrigger.ADDRESS, wanted).await();
      boolean says = asked.type() == null && found.eventType() != EventType.ALL;
      return new Aim(
          says ? found.eventType() : type,
          new Destination(
              found.uri(), found.id(), found.filter(), found.payloadTemplate(), false, false));
    }
    if (asked.url() == null) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "url");
    }
    return new Aim(type, Destination.of(asked.url(), null));
  }

  private static Answer answer(
      Aim aim, JsonObject body, @Nullable Long eventId, @Nullable Long deliveryId) {
    return new Answer(
        new JsonObject()
            .put("sent", eventId != null)
            .put("event_id", eventId)
            .put("id", deliveryId)
            .put("notification_type", aim.type.word())
            .put("url", aim.destination.url())
            .put("filter_result", aim.destination.filter() == null ? null : eventId != null)
            .put("body", body)
            .encode());
  }
}
