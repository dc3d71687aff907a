package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the product environments of this server (reference/admin-api.md 17).
 *
 * @param id of the only one that is meant; null for all
 */
public record ListSubAccounts(@Nullable String id) implements BusMessage {
  public static final Address<ListSubAccounts, Answer> ADDRESS =
      Address.of("environment.list", ListSubAccounts.class, Answer.class).onThisNode();
}
