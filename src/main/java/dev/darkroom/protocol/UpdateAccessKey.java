package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Changes an access key; what is null stays.
 *
 * @param subAccount the environment's external id
 * @param dedicated whether it signs notifications, instead of the key that did so far
 */
public record UpdateAccessKey(
    String subAccount,
    String apiKey,
    @Nullable String name,
    @Nullable Boolean enabled,
    @Nullable Boolean dedicated)
    implements BusMessage {
  public static final Address<UpdateAccessKey, Answer> ADDRESS =
      Address.of("environment.update-key", UpdateAccessKey.class, Answer.class).onThisNode();
}
