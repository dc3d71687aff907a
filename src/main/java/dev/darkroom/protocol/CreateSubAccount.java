package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Creates a product environment with its first access key.
 *
 * @param cloud null for one made of the name
 * @param customAttributes a JSON object
 * @param enabled whether its cloud may be used at all
 */
public record CreateSubAccount(
    String name, @Nullable String cloud, String customAttributes, boolean enabled)
    implements BusMessage {
  public static final Address<CreateSubAccount, Answer> ADDRESS =
      Address.of("environment.create", CreateSubAccount.class, Answer.class).onThisNode();
}
