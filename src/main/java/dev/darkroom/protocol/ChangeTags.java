package dev.darkroom.protocol;

import java.util.List;

/** Changes the tags of many assets (reference/upload-api.md 5.5). */
public record ChangeTags(
    ChangeBy by,
    ResourceType resourceType,
    DeliveryType type,
    Command command,
    List<String> tags,
    List<String> publicIds)
    implements BusMessage {
  public static final Address<ChangeTags, Answer> ADDRESS =
      Address.of("asset.change-tags", ChangeTags.class, Answer.class).onThisNode().atLength();

  /** What to do with the tags. */
  public enum Command {
    ADD,
    /** Adds them, and takes them from every other asset of that type. */
    SET_EXCLUSIVE,
    REMOVE,
    REPLACE,
    REMOVE_ALL
  }
}
