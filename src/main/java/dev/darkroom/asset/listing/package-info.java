/**
 * What the Admin API reads: one asset, lists of assets, what they share. It may know the store.
 * Start with {@link dev.darkroom.asset.listing.Details}.
 */
@NullMarked
package dev.darkroom.asset.listing;

import org.jspecify.annotations.NullMarked;
