package dev.darkroom.protocol;

/** The {@code webhook-id} of notifications: one per event, the same in every attempt and resend. */
public final class WebhookId {
  private WebhookId() {}

  /** The header's value. */
  public static String of(long eventId) {
    return "evt_" + eventId;
  }
}
