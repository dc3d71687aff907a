/**
 * The tree of asset folders: listing, creating, moving and deleting them, each change with its
 * event in the same transaction. It may know the store and the transactions of changes. Start with
 * {@link dev.darkroom.asset.folder.Folders}.
 */
@NullMarked
package dev.darkroom.asset.folder;

import org.jspecify.annotations.NullMarked;
