/**
 * Assets and their derived versions: everything the database knows of a picture, and every change
 * to it with its event. It may know the bus, the database, the outbox, the blobs, the network guard
 * and the protocol. Start with {@link dev.darkroom.asset.AssetVerticle}.
 */
@NullMarked
package dev.darkroom.asset;

import org.jspecify.annotations.NullMarked;
