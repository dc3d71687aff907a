package dev.darkroom.protocol;

import java.util.List;

/** Removes fetched notifications for good, by their receipts (reference/notifications.md 7). */
public record AcknowledgeMessages(long environmentId, List<String> receipts) implements BusMessage {
  public static final Address<AcknowledgeMessages, Acknowledged> ADDRESS =
      Address.of("trigger.acknowledge-messages", AcknowledgeMessages.class, Acknowledged.class)
          .onThisNode();

  /** The receipts that were good; the others are of claims that ended, or of nothing. */
  public record Acknowledged(List<String> receipts) implements BusMessage {}
}
