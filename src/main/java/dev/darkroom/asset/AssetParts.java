package dev.darkroom.asset;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.outbox.JobLog;
import java.time.InstantSource;

/** What the workers of this package share. */
record AssetParts(
    Bus bus,
    Database database,
    BlobStore blobs,
    AssetStore assets,
    LooseBlobs loose,
    Events events,
    JobLog jobs,
    AssetUrls urls,
    InstantSource clock) {

  static AssetParts of(AssetVerticle.Parts given) {
    return new AssetParts(
        given.bus(),
        given.database(),
        given.blobs(),
        new AssetStore(given.database()),
        new LooseBlobs(given.database(), given.blobs()),
        new Events(given.bus(), given.events(), given.clock()),
        given.jobs(),
        given.urls(),
        given.clock());
  }
}
