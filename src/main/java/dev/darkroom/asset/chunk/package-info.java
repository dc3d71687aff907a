/**
 * Uploads that arrive in parts: kept part by part, put together when the last one is there,
 * forgotten when nobody goes on. It may know the asset store's parts. Start with {@link
 * dev.darkroom.asset.chunk.ChunkedUploads}.
 */
@NullMarked
package dev.darkroom.asset.chunk;

import org.jspecify.annotations.NullMarked;
