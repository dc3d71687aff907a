/**
 * From content to an asset: fetched, probed, named, kept, committed with its event. It may know the
 * store and the jobs. Start with {@link dev.darkroom.asset.upload.Uploads}.
 */
@NullMarked
package dev.darkroom.asset.upload;

import org.jspecify.annotations.NullMarked;
