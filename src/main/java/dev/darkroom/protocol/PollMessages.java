package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetches notifications that wait, and hides them from others (reference/notifications.md 7). It
 * does not wait for any.
 *
 * @param place the channel, or the batch
 * @param most how many at most
 * @param hiddenSeconds for how long
 */
public record PollMessages(
    long environmentId, String place, boolean batch, int most, int hiddenSeconds)
    implements BusMessage {
  public static final Address<PollMessages, Polled> ADDRESS =
      Address.of("trigger.poll-messages", PollMessages.class, Polled.class).onThisNode();

  /** What was there. */
  public record Polled(List<Message> messages) implements BusMessage {}

  /**
   * One of them.
   *
   * @param receipt to acknowledge it by
   * @param body exactly the bytes to be signed
   * @param signatureKey the API key whose secret signs
   */
  public record Message(
      String receipt, @Nullable String batchId, String body, String signatureKey) {}
}
