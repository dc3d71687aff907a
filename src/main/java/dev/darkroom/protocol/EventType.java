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

  /** How its notifications name several assets (reference/notifications.md 8, 4). */
  public enum Resources {
    /** They are about one asset, or none. */
    NONE,
    /** {@code resources} is an array. */
    ARRAY,
    /** {@code resources} is an object keyed by public id. */
    MAP
  }

  /** How its notifications name several assets. */
  public Resources resources() {
    return switch (this) {
      case DELETE, DELETE_BY_TOKEN, RESOURCE_TAGS_CHANGED, ACCESS_CONTROL_CHANGED ->
          Resources.ARRAY;
      case RESOURCE_CONTEXT_CHANGED,
          RESOURCE_METADATA_CHANGED,
          RESOURCE_DISPLAY_NAME_CHANGED,
          MOVE ->
          Resources.MAP;
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
          Resources.NONE;
    };
  }

  /**
   * Whether its notifications have {@code timestamp} and {@code request_id}
   * (reference/notifications.md 5.1).
   */
  public boolean isDated() {
    return this == UPLOAD
        || this == EAGER
        || this == ERROR
        || this == RENAME
        || this == RESOURCE_DISPLAY_NAME_CHANGED
        || this == PROOF_STATUS_CHANGED;
  }

  /** Whether its notifications have {@code source} (reference/notifications.md 5.1). */
  public boolean isSourced() {
    return resources() == Resources.MAP
        || this == RESOURCE_TAGS_CHANGED
        || this == ACCESS_CONTROL_CHANGED
        || this == CREATE_FOLDER
        || this == DELETE_FOLDER
        || this == MOVE_OR_RENAME_ASSET_FOLDER;
  }

  /** Whether its notifications have the {@code api_key} of a call by API. */
  public boolean namesKey() {
    return this == UPLOAD || this == EAGER;
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
