package dev.darkroom.protocol;

/** Asks for one trigger; refused as {@link ErrorCode#NOT_FOUND}. */
public record FindTrigger(long environmentId, String id) implements BusMessage {
  public static final Address<FindTrigger, Trigger> ADDRESS =
      Address.of("trigger.find", FindTrigger.class, Trigger.class);
}
