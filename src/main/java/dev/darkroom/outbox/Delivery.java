package dev.darkroom.outbox;

import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.LeasedDelivery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery under a lease of this node, with everything an attempt needs.
 *
 * @param fence which lease: writes under an older one have no effect
 * @param attempts how many failed so far
 * @param lane see {@link Lane}
 * @param triggerId the trigger that named the URL; null for the call's own
 * @param body the notification, exactly the bytes to be signed
 * @param signatureKey the API key whose secret signs
 * @param resentFrom the state it had ended in before somebody had it sent again; null for others
 * @param inTurn whether others may wait until it has ended
 */
public record Delivery(
    long id,
    int fence,
    int attempts,
    long eventId,
    long environmentId,
    EventType type,
    String url,
    String lane,
    @Nullable String triggerId,
    String body,
    String signatureKey,
    @Nullable String resentFrom,
    boolean inTurn) {
  /** The state of what has not ended. */
  static final String PENDING = "pending";

  /** Whether this attempt is its last, however it ends: it had ended before. */
  public boolean isSentOnce() {
    return resentFrom != null && !resentFrom.equals(PENDING);
  }

  /** What this node leased when the event was committed, before the first attempts. */
  public static List<Delivery> leased(EventCommitted event) {
    return event.deliveries().stream().map(leased -> first(event, leased)).toList();
  }

  private static Delivery first(EventCommitted event, LeasedDelivery leased) {
    return new Delivery(
        leased.id(),
        1,
        0,
        event.eventId(),
        event.environmentId(),
        event.type(),
        leased.url(),
        leased.lane(),
        leased.triggerId(),
        leased.body() == null ? event.body() : leased.body(),
        event.signatureKey(),
        null,
        false);
  }
}
