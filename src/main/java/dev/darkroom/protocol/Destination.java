package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One receiver of an event.
 *
 * @param triggerId the trigger that named it; null for the call's own notification URL
 * @param filter JSONLogic over the notification; null lets everything through
 * @param payloadTemplate Mustache templates that make the body; null for the notification itself
 * @param held whether the URL is paused: its deliveries wait
 * @param ordered whether what goes there of one asset keeps the order of its events
 */
public record Destination(
    String url,
    @Nullable String triggerId,
    @Nullable String filter,
    @Nullable String payloadTemplate,
    boolean held,
    boolean ordered) {

  /** A receiver of everything as it is. */
  public static Destination of(String url, @Nullable String triggerId) {
    return new Destination(url, triggerId, null, null, false, false);
  }
}
