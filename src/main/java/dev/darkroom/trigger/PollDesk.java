package dev.darkroom.trigger;

import dev.darkroom.outbox.PollQueue;
import dev.darkroom.outbox.PollQueue.Claimed;
import dev.darkroom.outbox.PollQueue.Place;
import dev.darkroom.outbox.PollQueue.Receipt;
import dev.darkroom.protocol.AcknowledgeMessages;
import dev.darkroom.protocol.AcknowledgeMessages.Acknowledged;
import dev.darkroom.protocol.PollMessages;
import dev.darkroom.protocol.PollMessages.Message;
import dev.darkroom.protocol.PollMessages.Polled;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hands out notifications that wait, and takes receipts back. */
final class PollDesk {
  private static final Pattern RECEIPT = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})");

  /** How long a notification waits for somebody to fetch it. */
  private static final Duration KEPT = Duration.ofDays(4);

  private final PollQueue queue;

  PollDesk(PollQueue queue) {
    this.queue = queue;
  }

  /** What is there now. */
  Future<Polled> poll(PollMessages asked) {
    return queue
        .claim(
            asked.environmentId(),
            new Place(asked.place(), asked.batch()),
            asked.most(),
            Duration.ofSeconds(asked.hiddenSeconds()))
        .map(claimed -> new Polled(claimed.stream().map(PollDesk::message).toList()));
  }

  /** The receipts that were good. */
  Future<Acknowledged> acknowledge(AcknowledgeMessages request) {
    Map<Receipt, String> known = new LinkedHashMap<>();
    for (String handle : request.receipts()) {
      Matcher receipt = RECEIPT.matcher(decoded(handle));
      if (receipt.matches()) {
        known.put(
            new Receipt(Long.parseLong(receipt.group(1)), Integer.parseInt(receipt.group(2))),
            handle);
      }
    }
    return queue
        .acknowledge(request.environmentId(), List.copyOf(known.keySet()))
        .map(good -> new Acknowledged(good.stream().map(known::get).toList()));
  }

  /** Drops what nobody fetched. */
  void sweep() {
    var _ = queue.dropOlderThan(KEPT);
  }

  private static Message message(Claimed claimed) {
    Receipt receipt = claimed.receipt();
    String handle = receipt.id() + "." + receipt.fence();
    return new Message(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(handle.getBytes(StandardCharsets.US_ASCII)),
        claimed.batchId(),
        claimed.body(),
        claimed.signatureKey());
  }

  private static String decoded(String handle) {
    try {
      return new String(Base64.getUrlDecoder().decode(handle), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException broken) {
      return "";
    }
  }
}
