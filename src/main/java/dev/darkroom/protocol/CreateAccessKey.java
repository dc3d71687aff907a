package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Creates an access key.
 *
 * @param subAccount the environment's external id
 * @param name null for a generated one
 */
public record CreateAccessKey(String subAccount, @Nullable String name, boolean enabled)
    implements BusMessage {
  public static final Address<CreateAccessKey, Answer> ADDRESS =
      Address.of("environment.create-key", CreateAccessKey.class, Answer.class).onThisNode();
}
