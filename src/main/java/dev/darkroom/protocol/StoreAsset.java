package dev.darkroom.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an upload: content that was staged on this node or waits at a URL becomes an asset
 * (reference/upload-api.md 4).
 *
 * @param resourceType null to detect it from the content ({@code auto})
 * @param content exactly one of {@code content} and {@code url} is given
 * @param url where to fetch the content from, {@code http} or {@code https}
 * @param eager derived versions to make
 * @param eagerAsync whether the answer does not wait for them
 * @param async whether the answer does not wait for anything
 */
public record StoreAsset(
    long environmentId,
    Caller caller,
    @Nullable ResourceType resourceType,
    DeliveryType type,
    @Nullable StagedBlob content,
    @Nullable String url,
    Naming naming,
    List<String> tags,
    Map<String, String> context,
    String accessMode,
    boolean overwrite,
    List<EagerItem> eager,
    boolean eagerAsync,
    boolean async,
    @Nullable String notificationUrl,
    @Nullable String eagerNotificationUrl,
    @Nullable String batchId)
    implements BusMessage {
  public static final Address<StoreAsset, StoredAsset> ADDRESS =
      Address.of("asset.store", StoreAsset.class, StoredAsset.class).onThisNode().atLength();

  /** The same upload as a background job: its content is kept, its batch has a name. */
  public StoreAsset later(@Nullable StagedBlob kept, String batch) {
    return new StoreAsset(
        environmentId,
        caller,
        resourceType,
        type,
        kept,
        url,
        naming,
        tags,
        context,
        accessMode,
        overwrite,
        eager,
        eagerAsync,
        false,
        notificationUrl,
        eagerNotificationUrl,
        batch);
  }

  /** The same upload of other content. */
  public StoreAsset of(StagedBlob other) {
    return new StoreAsset(
        environmentId,
        caller,
        resourceType,
        type,
        other,
        null,
        naming,
        tags,
        context,
        accessMode,
        overwrite,
        eager,
        eagerAsync,
        async,
        notificationUrl,
        eagerNotificationUrl,
        batchId);
  }
}
