/**
 * Changes of assets that exist, each with its event in the same transaction. It may know the store.
 * Start with {@link dev.darkroom.asset.change.Deletions}.
 */
@NullMarked
package dev.darkroom.asset.change;

import org.jspecify.annotations.NullMarked;
