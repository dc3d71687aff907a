package dev.darkroom.protocol;

/**
 * Asks for one delivery with its body and every attempt (ours); refused as {@link
 * ErrorCode#NOT_FOUND}.
 */
public record ShowDelivery(long environmentId, long id) implements BusMessage {
  public static final Address<ShowDelivery, Answer> ADDRESS =
      Address.of("journal.show-delivery", ShowDelivery.class, Answer.class).onThisNode();
}
