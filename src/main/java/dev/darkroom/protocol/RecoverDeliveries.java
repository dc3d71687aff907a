package dev.darkroom.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks to send again, once each, what died since then; done batch by batch, whatever node fails
 * meanwhile. The reply comes at once: {@link FindRecovery} tells how far it has come. Ours.
 *
 * @param url of one URL only; null of all
 * @param type of one type only; null of all
 */
public record RecoverDeliveries(
    long environmentId, @Nullable String url, @Nullable EventType type, Instant since)
    implements BusMessage {
  public static final Address<RecoverDeliveries, Recovery> ADDRESS =
      Address.of("webhook.recover", RecoverDeliveries.class, Recovery.class).onThisNode();
}
