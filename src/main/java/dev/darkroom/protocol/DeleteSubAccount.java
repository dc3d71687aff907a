package dev.darkroom.protocol;

/**
 * Deletes a product environment without assets (reference/admin-api.md 17).
 *
 * @param id 32 hexadecimal characters
 */
public record DeleteSubAccount(String id) implements BusMessage {
  public static final Address<DeleteSubAccount, Answer> ADDRESS =
      Address.of("environment.delete", DeleteSubAccount.class, Answer.class).onThisNode();
}
