package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The assets that a call of the Admin API is about (reference/admin-api.md 5).
 *
 * @param resourceType null for every one
 * @param types empty for every one
 * @param values the public ids, the asset ids, or the one prefix or tag
 * @param cursor where an earlier call stopped; null to begin
 */
public record AssetSelection(
    @Nullable ResourceType resourceType,
    List<DeliveryType> types,
    By by,
    List<String> values,
    @Nullable String cursor) {

  /** The assets of these names. */
  public static AssetSelection of(
      ResourceType resourceType, DeliveryType type, List<String> publicIds) {
    return new AssetSelection(resourceType, List.of(type), By.PUBLIC_IDS, publicIds, null);
  }

  /** What they are selected by. */
  public enum By {
    PUBLIC_IDS,
    ASSET_IDS,
    PREFIX,
    TAG,
    ALL
  }
}
