package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Notification;
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
  private enum Shape {
    ARRAY,
    MAP,
    EACH
  }

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
    return switch (shape(type)) {
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
      case EACH ->
          told.stream().map(one -> new Notification(type, one.publicId(), one.members())).toList();
    };
  }

  private static Shape shape(EventType type) {
    return switch (type) {
      case DELETE, DELETE_BY_TOKEN, RESOURCE_TAGS_CHANGED, ACCESS_CONTROL_CHANGED -> Shape.ARRAY;
      case RESOURCE_CONTEXT_CHANGED,
          RESOURCE_METADATA_CHANGED,
          RESOURCE_DISPLAY_NAME_CHANGED,
          MOVE ->
          Shape.MAP;
      case ALL,
          BULK_REFRESH_AUTO_FETCH,
          CREATE_FOLDER,
          DELETE_FOLDER,
          EAGER,
          ERROR,
          EXPLODE,
          GENERATE_ARCHIVE,
          INFO,
          INVALIDATE_CUSTOM_CDN,
          MODERATION,
          MODERATION_SUMMARY,
          MOVE_OR_RENAME_ASSET_FOLDER,
          MULTI,
          PROOF_STATUS_CHANGED,
          PUBLISH,
          RELATED_ASSETS,
          RENAME,
          REPORT,
          RESTORE_ASSET_VERSION,
          SPRITE,
          UPLOAD ->
          Shape.EACH;
    };
  }
}
