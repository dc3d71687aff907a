package dev.darkroom.asset.change;

import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * From what happened to each asset to the notifications of the call: one per type where {@code
 * resources} is an array or a map keyed by public id (reference/notifications.md 8, 4), else one
 * per asset. It is pure.
 */
public final class Telling {
  private Telling() {}

  /** The notifications, in the order of the event types. */
  public static List<Notification> notifications(Collection<Told> told) {
    Map<EventType, List<Told>> byType = new EnumMap<>(EventType.class);
    for (Told one : told) {
      byType.computeIfAbsent(one.type(), type -> new ArrayList<>()).add(one);
    }
    List<Notification> notifications = new ArrayList<>();
    byType.forEach((type, all) -> notifications.addAll(notifications(type, all)));
    return notifications;
  }

  private static List<Notification> notifications(EventType type, List<Told> told) {
    String subject = told.size() == 1 ? told.getFirst().publicId() : "";
    return switch (type.resources()) {
      case ARRAY -> {
        JsonArray resources = new JsonArray();
        told.forEach(one -> resources.add(one.members()));
        yield List.of(new Notification(type, subject, JsonObject.of("resources", resources)));
      }
      case MAP -> {
        JsonObject resources = new JsonObject();
        told.forEach(one -> resources.put(one.publicId(), one.members()));
        yield List.of(new Notification(type, subject, JsonObject.of("resources", resources)));
      }
      case NONE ->
          told.stream().map(one -> new Notification(type, one.publicId(), one.members())).toList();
    };
  }
}
