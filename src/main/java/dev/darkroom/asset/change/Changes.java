package dev.darkroom.asset.change;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.ChangeContext;
import dev.darkroom.protocol.ChangeMetadata;
import dev.darkroom.protocol.ChangeTags;
import dev.darkroom.protocol.DeleteAssets;
import dev.darkroom.protocol.DeleteBackups;
import dev.darkroom.protocol.DeleteDerived;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.DestroyAssetById;
import dev.darkroom.protocol.PublishAssets;
import dev.darkroom.protocol.RelateAssets;
import dev.darkroom.protocol.RenameAsset;
import dev.darkroom.protocol.RestoreAssets;
import dev.darkroom.protocol.SetAccessMode;
import dev.darkroom.protocol.UpdateAsset;
import java.util.random.RandomGenerator;

/** Serves every change of assets that exist. */
public record Changes(AssetParts parts) {
  /** Binds the addresses; for the start of a virtual-thread verticle. */
  public void serve() {
    Bus bus = parts.bus();
    Transactions transactions = new Transactions(parts);
    AssetFinder finder = new AssetFinder(parts);
    MetadataChanges metadata = new MetadataChanges(transactions);
    AssetUpdates updates =
        new AssetUpdates(transactions, finder, metadata, RandomGenerator.getDefault());
    Deletions deletions = new Deletions(parts);
    BulkDeletions bulk = new BulkDeletions(transactions);
    Restores restores = new Restores(transactions, finder);
    Publishing publishing = new Publishing(transactions);
    bus.serve(ChangeTags.ADDRESS, Bus.awaiting(new Tagging(transactions)::change));
    bus.serve(ChangeContext.ADDRESS, Bus.awaiting(new Contexts(transactions)::change));
    bus.serve(ChangeMetadata.ADDRESS, Bus.awaiting(metadata::change));
    bus.serve(RenameAsset.ADDRESS, Bus.awaiting(new Renames(transactions, finder)::rename));
    bus.serve(UpdateAsset.ADDRESS, Bus.awaiting(updates::update));
    bus.serve(DestroyAsset.ADDRESS, Bus.awaiting(deletions::destroy));
    bus.serve(DestroyAssetById.ADDRESS, Bus.awaiting(deletions::destroy));
    bus.serve(DeleteAssets.ADDRESS, Bus.awaiting(bulk::delete));
    bus.serve(DeleteDerived.ADDRESS, Bus.awaiting(bulk::deleteDerived));
    bus.serve(DeleteBackups.ADDRESS, Bus.awaiting(restores::deleteBackups));
    bus.serve(RestoreAssets.ADDRESS, Bus.awaiting(restores::restore));
    bus.serve(SetAccessMode.ADDRESS, Bus.awaiting(publishing::setAccessMode));
    bus.serve(PublishAssets.ADDRESS, Bus.awaiting(publishing::publish));
    bus.serve(RelateAssets.ADDRESS, Bus.awaiting(new Relations(transactions, finder)::relate));
    new DerivedVersions(parts).serve();
  }
}
