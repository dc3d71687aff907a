package dev.darkroom.protocol;

/**
 * Asks to send a delivery again: once when it had ended, whatever the state of its URL; at once
 * when it waits. Refused with {@code DELIVERY_UNDER_WAY} while it is being attempted, with {@code
 * EVENT_EXPIRED} when its event is kept no longer, and with {@code NOT_FOUND}. Ours.
 */
public record ResendDelivery(long environmentId, long deliveryId) implements BusMessage {
  public static final Address<ResendDelivery, Done> ADDRESS =
      Address.of("webhook.resend", ResendDelivery.class, Done.class).onThisNode();
}
