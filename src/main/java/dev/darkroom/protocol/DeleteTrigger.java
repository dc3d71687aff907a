package dev.darkroom.protocol;

/** Removes a trigger; refused as {@link ErrorCode#NOT_FOUND}. */
public record DeleteTrigger(long environmentId, String id) implements BusMessage {
  public static final Address<DeleteTrigger, Done> ADDRESS =
      Address.of("trigger.delete", DeleteTrigger.class, Done.class);
}
