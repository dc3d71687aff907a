package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for changes of an asset with the parameters of an upload (reference/upload-api.md 5.1);
 * refused as {@link ErrorCode#RESOURCE_NOT_FOUND}.
 *
 * @param assetFolder null for no change
 * @param displayName null for no change
 */
public record ExplicitAsset(
    long environmentId,
    Caller caller,
    AssetKey key,
    @Nullable String assetFolder,
    @Nullable String displayName,
    Labelling labels,
    AccessRules access,
    Markings marks,
    EagerWanted eager,
    AnalysisWanted analysis,
    UploadFlow flow)
    implements BusMessage {
  public static final Address<ExplicitAsset, StoredAsset> ADDRESS =
      Address.of("asset.explicit", ExplicitAsset.class, StoredAsset.class).onThisNode().atLength();

  /** The same as a background job whose batch has that name. */
  public ExplicitAsset later(String batch) {
    return new ExplicitAsset(
        environmentId,
        caller,
        key,
        assetFolder,
        displayName,
        labels,
        access,
        marks,
        eager,
        analysis,
        flow.later(batch));
  }
}
