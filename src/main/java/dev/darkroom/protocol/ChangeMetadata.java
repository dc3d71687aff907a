package dev.darkroom.protocol;

import java.util.List;
import java.util.Map;

/**
 * Changes the structured metadata of many assets (reference/upload-api.md 5.7).
 *
 * @param changes external id to text as it was sent; empty text clears the field
 */
public record ChangeMetadata(
    ChangeBy by,
    ResourceType resourceType,
    DeliveryType type,
    Map<String, String> changes,
    boolean clearInvalid,
    List<String> publicIds)
    implements BusMessage {
  public static final Address<ChangeMetadata, Answer> ADDRESS =
      Address.of("asset.change-metadata", ChangeMetadata.class, Answer.class)
          .onThisNode()
          .atLength();
}
