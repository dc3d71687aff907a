package dev.darkroom.protocol;

import java.util.List;

/**
 * Told on the node that committed an event, right after the commit: the webhook verticle sends the
 * deliveries, which are already leased to this node, and publishes the event to other applications.
 * Losing it delays deliveries until their lease ends; it never loses them.
 *
 * @param body the notification, compact JSON, exactly the bytes to be signed
 * @param signatureKey the API key whose secret signs
 * @param inTurn deliveries that nobody leased: they go when it is their turn
 */
public record EventCommitted(
    long eventId,
    long environmentId,
    EventType type,
    String body,
    String signatureKey,
    List<LeasedDelivery> deliveries,
    List<Long> inTurn)
    implements BusMessage {
  public static final Topic<EventCommitted> TOPIC =
      new Topic<>("outbox.committed", EventCommitted.class, Address.Reach.NODE);

  /** The same, with deliveries that wait for their turn. */
  public EventCommitted with(List<Long> waiting) {
    return new EventCommitted(
        eventId, environmentId, type, body, signatureKey, deliveries, List.copyOf(waiting));
  }
}
