package dev.darkroom.protocol;

import java.util.List;
import java.util.Map;

/**
 * Changes the context of many assets (reference/upload-api.md 5.6).
 *
 * @param removeAll whether everything goes; {@code added} is empty then
 */
public record ChangeContext(
    ChangeBy by,
    ResourceType resourceType,
    DeliveryType type,
    boolean removeAll,
    Map<String, String> added,
    List<String> publicIds)
    implements BusMessage {
  public static final Address<ChangeContext, Answer> ADDRESS =
      Address.of("asset.change-context", ChangeContext.class, Answer.class).onThisNode().atLength();
}
