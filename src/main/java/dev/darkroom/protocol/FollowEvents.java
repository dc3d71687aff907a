package dev.darkroom.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what happened after a position, in the order in which nothing can be missed (ours).
 *
 * @param cursor the position, as the page before gave it; null for now, or for the time that is
 *     said
 * @param since what happened earlier is left out; null for nothing
 * @param limit most events that are read; 0 to learn the position alone
 * @param waitMillis how long to wait for the first one, at most a few seconds
 */
public record FollowEvents(
    long environmentId, @Nullable String cursor, @Nullable Instant since, int limit, int waitMillis)
    implements BusMessage {
  public static final Address<FollowEvents, FollowedEvents> ADDRESS =
      Address.of("journal.follow", FollowEvents.class, FollowedEvents.class).onThisNode();

  /**
   * What happened.
   *
   * @param cursor behind the last one
   */
  public record FollowedEvents(List<FollowedEvent> events, String cursor) implements BusMessage {}

  /**
   * One event.
   *
   * @param cursor its position
   * @param body the notification, exactly the bytes that are signed
   */
  public record FollowedEvent(
      String cursor,
      long id,
      EventType type,
      Instant createdAt,
      String subject,
      String body,
      String signatureKey) {}
}
