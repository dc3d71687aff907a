package dev.darkroom.asset.store;

import dev.darkroom.bus.Bus;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.NewEvent;
import dev.darkroom.outbox.Notification;
import dev.darkroom.outbox.rule.Receivers;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.MatchTriggers;
import dev.darkroom.protocol.NotificationUrl;
import io.vertx.sqlclient.SqlClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Raises events: where they go, in which transaction, and the nudge afterwards. */
public final class Events {
  private final Bus bus;
  private final EventLog log;
  private final InstantSource clock;
  private final Receivers receivers = new Receivers();

  public Events(Bus bus, EventLog log, InstantSource clock) {
    this.bus = bus;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Where an event goes: the call's own URL, else the global ones. Asked before the transaction.
   */
  public List<Destination> destinations(
      Environment environment, EventType type, @Nullable String url) {
    List<String> urls = url == null ? List.of() : NotificationUrl.listOf(url);
    return bus.request(MatchTriggers.ADDRESS, new MatchTriggers(environment.id(), type, urls))
        .await()
        .destinations();
  }

  /** Both the global destinations and the call's own. */
  public List<Destination> destinationsAndAlso(
      Environment environment, EventType type, @Nullable String url) {
    List<Destination> each = new ArrayList<>(destinations(environment, type, null));
    if (url != null) {
      each.addAll(destinations(environment, type, url));
    }
    return List.copyOf(each);
  }

  /** Writes the event with its deliveries. */
  public EventCommitted append(
      SqlClient connection,
      Environment environment,
      Caller caller,
      Notification notification,
      List<Destination> to) {
    NewEvent event = notification.event(environment, caller, clock.instant());
    return log.append(connection, event, receivers.of(event.body(), to)).await();
  }

  /** Tells this node's webhook verticle; to be called after the commit. */
  public void announce(EventCommitted event) {
    bus.publish(EventCommitted.TOPIC, event);
  }
}
