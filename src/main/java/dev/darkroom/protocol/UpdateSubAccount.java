package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Changes a product environment (reference/admin-api.md 17); null for what stays.
 *
 * @param id 32 hexadecimal characters
 * @param customAttributes a JSON object
 * @param enabled whether its cloud may be used at all
 */
public record UpdateSubAccount(
    String id,
    @Nullable String name,
    @Nullable String cloud,
    @Nullable String customAttributes,
    @Nullable Boolean enabled)
    implements BusMessage {
  public static final Address<UpdateSubAccount, Answer> ADDRESS =
      Address.of("environment.update", UpdateSubAccount.class, Answer.class).onThisNode();
}
