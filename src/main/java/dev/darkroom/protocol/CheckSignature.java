package dev.darkroom.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks which signatures of a notification hold, and why the others do not (ours).
 *
 * @param body what the receiver got, Base64: the exact bytes matter
 * @param headers what came with it, their names in lower case
 * @param deliveryId whose stored body it is compared with; null when unknown
 * @param eventId the same, should only the event be known
 * @param url whose secret signs as Standard Webhooks has it; null when unknown
 */
public record CheckSignature(
    long environmentId,
    String body,
    Map<String, String> headers,
    @Nullable Long deliveryId,
    @Nullable Long eventId,
    @Nullable String url)
    implements BusMessage {
  public static final Address<CheckSignature, Answer> ADDRESS =
      Address.of("journal.check-signature", CheckSignature.class, Answer.class).onThisNode();
}
