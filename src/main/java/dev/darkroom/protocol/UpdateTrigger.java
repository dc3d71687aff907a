package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/** Changes a trigger's URL or whether it is additive; null leaves a member as it is. */
public record UpdateTrigger(
    long environmentId, String id, @Nullable String newUri, @Nullable Boolean additive)
    implements BusMessage {
  public static final Address<UpdateTrigger, Trigger> ADDRESS =
      Address.of("trigger.update", UpdateTrigger.class, Trigger.class);
}
