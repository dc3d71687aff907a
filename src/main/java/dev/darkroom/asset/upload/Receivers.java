package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Events;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import io.vertx.sqlclient.SqlConnection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the events of one change go: asked before its transaction, used inside it. */
record Receivers(
    Events events, Environment environment, Map<EventType, List<Destination>> destinations) {
  /** Nobody yet. */
  static Receivers of(Events events, Environment environment) {
    return new Receivers(events, environment, new EnumMap<>(EventType.class));
  }

  /** Asks for one type: the call's own URL, else the global ones. It awaits. */
  Receivers add(EventType type, @Nullable String url) {
    destinations.put(type, events.destinations(environment, type, url));
    return this;
  }

  /**
   * Asks for folders that come into being on the side: that is no business of the call's own URL.
   * It awaits.
   */
  Receivers addFolder(@Nullable String folder) {
    boolean mayTell = environment.folderMode() == FolderMode.DYNAMIC;
    return mayTell && folder != null && !folder.isEmpty()
        ? add(EventType.CREATE_FOLDER, null)
        : this;
  }

  /** Writes the event with its deliveries. It awaits. */
  EventCommitted append(SqlConnection connection, Caller caller, Notification notification) {
    List<Destination> to = destinations.getOrDefault(notification.type(), List.of());
    return events.append(connection, environment, caller, notification, to);
  }
}
