package dev.darkroom.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for all dead deliveries to be sent once more, in the background; the reply names the batch
 * (ours).
 *
 * @param since when their events happened, at the earliest
 * @param url null for any
 * @param type null for any
 */
public record StartRecovery(
    long environmentId, Instant since, @Nullable String url, @Nullable EventType type)
    implements BusMessage {
  public static final Address<StartRecovery, Answer> ADDRESS =
      Address.of("asset.start-recovery", StartRecovery.class, Answer.class).onThisNode();
}
