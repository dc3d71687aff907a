package dev.darkroom.asset.store;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.JobLog;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.LoadEnvironment;
import java.time.InstantSource;

/** What everything about assets works with. The stores are views of the database, made at will. */
public record AssetParts(
    Bus bus,
    Database database,
    BlobStore blobs,
    EventLog eventLog,
    JobLog jobs,
    AssetUrls urls,
    InstantSource clock) {

  /** The assets themselves. */
  public AssetStore assets() {
    return new AssetStore(database);
  }

  /** Their derived versions. */
  public DerivedStore derived() {
    return new DerivedStore(database);
  }

  /** Their older versions. */
  public VersionStore versions() {
    return new VersionStore(database);
  }

  /** Which assets a bulk call is about. */
  public SelectionStore selections() {
    return new SelectionStore(database);
  }

  /** The blobs that perhaps nothing refers to. */
  public LooseBlobs loose() {
    return new LooseBlobs(database, blobs);
  }

  /** What tells the world. */
  public Events events() {
    return new Events(bus, eventLog, clock);
  }

  /** The environment of that id. It awaits. */
  public Environment environment(long id) {
    return bus.request(LoadEnvironment.ADDRESS, new LoadEnvironment(id)).await();
  }

  /** Assets in the contract's words. */
  public AssetJson json(Environment environment) {
    return new AssetJson(environment, urls);
  }
}
