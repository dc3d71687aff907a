package dev.darkroom.outbox;

import dev.darkroom.protocol.Destination;
import org.jspecify.annotations.Nullable;

/**
 * Where one event goes, after filters and templates.
 *
 * @param triggerId the trigger that named the URL; null for the call's own
 * @param body what the trigger's template made of the event; null for the event's own
 * @param held whether the URL is paused: the delivery waits until it is resumed
 * @param ordered whether it waits for those that name a same asset; see {@link Turns}
 */
public record Receiver(
    String url, @Nullable String triggerId, @Nullable String body, boolean held, boolean ordered) {

  /** The destination, sent the event as it is. */
  public static Receiver of(Destination destination) {
    return of(destination, null);
  }

  /** The destination, sent the body; null for the event's own. */
  public static Receiver of(Destination destination, @Nullable String body) {
    return new Receiver(
        destination.url(),
        destination.triggerId(),
        body,
        destination.held(),
        destination.ordered());
  }
}
