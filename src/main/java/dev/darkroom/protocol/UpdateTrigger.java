package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Changes a trigger; null leaves a member as it is.
 *
 * @param filter {@code {}} for none
 * @param payloadTemplate {@code {}} for none
 */
public record UpdateTrigger(
    long environmentId,
    String id,
    @Nullable String newUri,
    @Nullable Boolean additive,
    @Nullable String filter,
    @Nullable String payloadTemplate,
    @Nullable AuthScheme authScheme)
    implements BusMessage {
  public static final Address<UpdateTrigger, Trigger> ADDRESS =
      Address.of("trigger.update", UpdateTrigger.class, Trigger.class);
}
