package dev.darkroom.trigger;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.NewEvent;
import dev.darkroom.outbox.Notification;
import dev.darkroom.outbox.rule.Receivers;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.DisableEndpoint;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.LoadEnvironment;
import dev.darkroom.protocol.NoteEndpointHealth;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;

/** What follows when notification URLs fail: it is noted, and at last they are disabled. Awaits. */
final class Failing {
  private final Bus bus;
  private final Database database;
  private final EventLog events;
  private final TriggerStore triggers;
  private final InstantSource clock;
  private final LongConsumer changed;
  private final Receivers receivers = new Receivers();

  /**
   * What follows.
   *
   * @param changed hears of the environment whose URLs changed
   */
  Failing(TriggerParts parts, LongConsumer changed) {
    this.bus = parts.bus();
    this.database = parts.database();
    this.events = parts.events();
    this.triggers = parts.triggers();
    this.changed = changed;
    this.clock = parts.clock();
  }

  /** Writes it down; others may hear of it a second later. */
  Done note(NoteEndpointHealth health) {
    EndpointStore.note(database, health.environmentId(), health.url(), health.failingSince())
        .await();
    return new Done();
  }

  /** Disables the URL, unless it is not active, and tells the others, in one transaction. */
  Done disable(DisableEndpoint request) {
    Environment environment =
        bus.request(LoadEnvironment.ADDRESS, new LoadEnvironment(request.environmentId())).await();
    List<Destination> others =
        triggers.match(request.environmentId(), EventType.ERROR, List.of()).await().stream()
            .filter(destination -> !destination.url().equals(request.url()))
            .toList();
    EventCommitted committed =
        database.awaitTransaction(connection -> {
          boolean disabled =
              EndpointStore.disable(
                      connection, request.environmentId(), request.url(), request.reason())
                  .await();
          if (!disabled) {
            return null;
          }
          NewEvent event = event(environment, request);
          return events.append(connection, event, receivers.of(event.body(), others)).await();
        });
    if (committed != null) {
      changed.accept(request.environmentId());
      bus.publish(EventCommitted.TOPIC, committed);
    }
    return new Done();
  }

  /** An {@code error} event as of a failed operation (reference/notifications.md 5.17). */
  private NewEvent event(Environment environment, DisableEndpoint request) {
    Instant now = clock.instant();
    String requestId = UUID.randomUUID().toString().replace("-", "");
    String message = "Notification URL " + request.url() + " was disabled: " + request.reason();
    JsonObject members =
        new JsonObject()
            .put("error", JsonObject.of("message", message))
            .put("notification_url", request.url());
    return new Notification(EventType.ERROR, "", members)
        .event(environment, new Caller(requestId, "api", "darkroom", "", now), now);
  }
}
