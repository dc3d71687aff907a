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
    InstantSource clock) {}
