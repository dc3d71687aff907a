package dev.darkroom.protocol;

/**
 * Deletes an access key.
 *
 * @param subAccount the environment's external id
 * @param key the API key, or the key's name
 * @param byName which of the two it is
 */
public record DeleteAccessKey(String subAccount, String key, boolean byName) implements BusMessage {
  public static final Address<DeleteAccessKey, Answer> ADDRESS =
      Address.of("environment.delete-key", DeleteAccessKey.class, Answer.class).onThisNode();
}
