package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for an upload: content that was staged on this node or waits at a URL becomes an asset
 * (reference/upload-api.md 4).
 *
 * @param resourceType null to detect it from the content ({@code auto})
 * @param content exactly one of {@code content} and {@code url} is given
 * @param url where to fetch the content from, {@code http} or {@code https}
 */
public record StoreAsset(
    long environmentId,
    Caller caller,
    @Nullable ResourceType resourceType,
    DeliveryType type,
    @Nullable StagedBlob content,
    @Nullable String url,
    Naming naming,
    Labelling labels,
    AccessRules access,
    Markings marks,
    Incoming incoming,
    EagerWanted eager,
    AnalysisWanted analysis,
    UploadFlow flow)
    implements BusMessage {
  public static final Address<StoreAsset, StoredAsset> ADDRESS =
      Address.of("asset.store", StoreAsset.class, StoredAsset.class).onThisNode().atLength();

  /** An upload that asks for nothing but to be stored. */
  public static StoreAsset plain(
      long environmentId, Caller caller, AssetKey key, StagedBlob content) {
    return new StoreAsset(
        environmentId,
        caller,
        key.resourceType(),
        key.type(),
        content,
        null,
        Naming.of(key.publicId()),
        Labelling.none(),
        AccessRules.unchanged(),
        Markings.none(),
        Incoming.asItIs(),
        EagerWanted.none(),
        AnalysisWanted.none(),
        UploadFlow.usual());
  }

  /** An upload from elsewhere that leaves an asset of that name as it is; nobody is told. */
  public static StoreAsset fetched(long environmentId, Caller caller, AssetKey key, String url) {
    return new StoreAsset(
        environmentId,
        caller,
        key.resourceType(),
        key.type(),
        null,
        url,
        Naming.of(key.publicId()),
        Labelling.none(),
        AccessRules.unchanged(),
        Markings.none(),
        Incoming.asItIs(),
        EagerWanted.none(),
        AnalysisWanted.none(),
        new UploadFlow(false, false, false, null, null, null, null, true));
  }

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
        labels,
        access,
        marks,
        incoming,
        eager,
        analysis,
        flow.later(batch));
  }

  /** The same upload with other options, as a script may ask. */
  public StoreAsset with(
      Naming newNaming, Labelling newLabels, AccessRules newAccess, AnalysisWanted newAnalysis) {
    return new StoreAsset(
        environmentId,
        caller,
        resourceType,
        type,
        content,
        url,
        newNaming,
        newLabels,
        newAccess,
        marks,
        incoming,
        eager,
        newAnalysis,
        flow);
  }

  /** The same upload with other labels. */
  public StoreAsset with(Labelling newLabels) {
    return with(naming, newLabels, access, analysis);
  }

  /** The same upload under another name. */
  public StoreAsset with(Naming newNaming) {
    return with(newNaming, labels, access, analysis);
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
        labels,
        access,
        marks,
        incoming,
        eager,
        analysis,
        flow);
  }
}
