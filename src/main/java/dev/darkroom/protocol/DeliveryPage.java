package dev.darkroom.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the delivery log. */
public record DeliveryPage(List<Entry> deliveries, @Nullable String nextCursor)
    implements BusMessage {

  /**
   * One delivery.
   *
   * @param state pending, delivered or dead
   * @param attempts made so far
   * @param dueAt when the next attempt is made, null when there is none
   * @param lastStatus the receiver's HTTP status, null when there was no response
   * @param lastError what went wrong in words, null when nothing did
   */
  public record Entry(
      long id,
      long eventId,
      EventType type,
      String subject,
      String url,
      String state,
      int attempts,
      Instant createdAt,
      @Nullable Instant dueAt,
      @Nullable Instant endedAt,
      @Nullable Integer lastStatus,
      @Nullable String lastError) {}
}
