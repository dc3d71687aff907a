package dev.darkroom.protocol;

/** Puts the metadata fields into an order. */
public record OrderMetadataFields(long environmentId, By by, boolean descending)
    implements BusMessage {
  /** What they are ordered by. */
  public enum By {
    LABEL,
    EXTERNAL_ID,
    CREATED_AT
  }

  public static final Address<OrderMetadataFields, Answer> ADDRESS =
      Address.of("metadata.order-fields", OrderMetadataFields.class, Answer.class).onThisNode();
}
