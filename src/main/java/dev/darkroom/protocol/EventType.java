package dev.darkroom.protocol;

import java.util.Locale;
import java.util.Optional;

/** Everything a trigger can listen to (reference/notifications.md 4). */
public enum EventType {
  ALL,
  ACCESS_CONTROL_CHANGED,
  BULK_REFRESH_AUTO_FETCH,
  CREATE_FOLDER,
  DELETE,
  DELETE_BY_TOKEN,
  DELETE_FOLDER,
  EAGER,
  ERROR,
  EXPLODE,
  GENERATE_ARCHIVE,
  INFO,
  INVALIDATE_CUSTOM_CDN,
  MODERATION,
  MODERATION_SUMMARY,
  MOVE,
  MOVE_OR_RENAME_ASSET_FOLDER,
  MULTI,
  PROOF_STATUS_CHANGED,
  PUBLISH,
  RELATED_ASSETS,
  RENAME,
  REPORT,
  RESOURCE_CONTEXT_CHANGED,
  RESOURCE_DISPLAY_NAME_CHANGED,
  RESOURCE_METADATA_CHANGED,
  RESOURCE_TAGS_CHANGED,
  RESTORE_ASSET_VERSION,
  SPRITE,
  UPLOAD;

  /**
   * The word of the wire contract: a trigger's {@code event_type}, a body's {@code
   * notification_type}.
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The event type of that word, if there is one. */
  public static Optional<EventType> of(String word) {
    for (EventType type : values()) {
      if (type.word().equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
