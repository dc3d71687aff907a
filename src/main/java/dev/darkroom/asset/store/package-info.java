/**
 * The tables of assets and what stands on them: rows, the JSON of the contract, events, derived
 * versions. It may know the outbox, the blobs and the bus. Start with {@link
 * dev.darkroom.asset.store.Asset}, then {@link dev.darkroom.asset.store.AssetStore}.
 */
@NullMarked
package dev.darkroom.asset.store;

import org.jspecify.annotations.NullMarked;
