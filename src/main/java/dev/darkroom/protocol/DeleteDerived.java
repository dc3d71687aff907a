package dev.darkroom.protocol;

import java.util.List;

/** Deletes derived versions by their ids (reference/admin-api.md 5). */
public record DeleteDerived(ChangeBy by, List<String> ids) implements BusMessage {
  public static final Address<DeleteDerived, Answer> ADDRESS =
      Address.of("asset.delete-derived", DeleteDerived.class, Answer.class).onThisNode();
}
