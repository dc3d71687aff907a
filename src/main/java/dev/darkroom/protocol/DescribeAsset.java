package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one asset's details (reference/admin-api.md 4); refused as {@link
 * ErrorCode#RESOURCE_NOT_FOUND}.
 *
 * @param key null when it is asked for by its id
 * @param assetId 32 hexadecimal characters; null when it is asked for by its key
 * @param flags words of section 4 that were set: {@code colors}, {@code versions}, {@code related}…
 * @param derived which of its derived versions
 * @param relatedCursor where the page of related assets before ended; null for the first
 */
public record DescribeAsset(
    long environmentId,
    @Nullable AssetKey key,
    @Nullable String assetId,
    List<String> flags,
    PageRequest derived,
    @Nullable String relatedCursor)
    implements BusMessage {
  private static final int USUAL_DERIVED = 10;

  public static final Address<DescribeAsset, Answer> ADDRESS =
      Address.of("asset.describe", DescribeAsset.class, Answer.class).onThisNode().atLength();

  /** The same without flags, and with no more derived versions than usual. */
  public static DescribeAsset of(long environmentId, AssetKey key) {
    return new DescribeAsset(
        environmentId, key, null, List.of(), new PageRequest(USUAL_DERIVED, null), null);
  }
}
