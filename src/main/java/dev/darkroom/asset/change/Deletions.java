package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.SelectionStore;
import dev.darkroom.protocol.ChangeBy;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.DestroyAssetById;
import dev.darkroom.protocol.DestroyedAsset;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Deletes one asset, with its {@code delete} event. For virtual threads. */
public final class Deletions {
  private final Transactions transactions;

  /** Deletions of those assets. */
  public Deletions(AssetParts parts) {
    this.transactions = new Transactions(parts);
  }

  /** Deletes one asset (reference/upload-api.md 5.3); an unknown one changes nothing. */
  public DestroyedAsset destroy(DestroyAsset request) {
    ChangeBy by =
        new ChangeBy(request.environmentId(), request.caller(), request.notificationUrl());
    return destroy(
        by,
        EventType.DELETE,
        change ->
            change
                .parts()
                .assets()
                .findAndLock(change.connection(), by.environmentId(), request.key()));
  }

  /** The same by its asset id. */
  public DestroyedAsset destroy(DestroyAssetById request) {
    Optional<UUID> id = SelectionStore.uuid(request.assetId());
    return destroy(
        request.by(),
        EventType.DELETE,
        change -> id.flatMap(known -> lock(change, request.by(), known)));
  }

  /**
   * Deletes what was found, unless that is nothing or gone already.
   *
   * @param type what the event is called: {@code delete} or {@code delete_by_token}
   * @param find finds the asset and holds its row
   */
  public DestroyedAsset destroy(
      ChangeBy by, EventType type, Function<Change, Optional<Asset>> find) {
    return transactions.commit(
        by,
        Set.of(type),
        change ->
            find.apply(change)
                .filter(asset -> !Removal.isGone(asset))
                .map(asset -> destroyed(change, asset, type))
                .orElseGet(() -> new DestroyedAsset(false, null)));
  }

  private static DestroyedAsset destroyed(Change change, Asset asset, EventType type) {
    change.raise(List.of(new Removal(change).remove(asset, type).told()));
    boolean dynamic = change.environment().folderMode() == FolderMode.DYNAMIC;
    return new DestroyedAsset(true, dynamic ? asset.place().assetFolder() : null);
  }

  private static Optional<Asset> lock(Change change, ChangeBy by, UUID id) {
    return change
        .parts()
        .assets()
        .findAndLock(change.connection(), by.environmentId(), Set.of(id))
        .stream()
        .findFirst();
  }
}
