package dev.darkroom.metadata;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.ApplyMetadata;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Virtual threads, one turn per message. Structured metadata: fields, data sources, rules, and what
 * they make of an asset's values. It keeps nothing in memory.
 */
public final class MetadataVerticle extends VerticleBase {
  private final Bus bus;
  private final MetadataStore store;

  /** Serves everything about structured metadata. */
  public MetadataVerticle(Bus bus, Database database) {
    this.bus = bus;
    this.store = new MetadataStore(database);
  }

  @Override
  public Future<?> start() {
    bus.serve(ApplyMetadata.ADDRESS, Bus.awaiting(new AssetMetadata(store)::apply));
    return Future.succeededFuture();
  }
}
