package dev.darkroom.catalog;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.ExpandTransformation;
import dev.darkroom.protocol.FindMapping;
import dev.darkroom.protocol.FindPreset;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Virtual threads, one turn per message. Named transformations, upload presets, upload mappings and
 * streaming profiles. It keeps nothing in memory: what one node defines counts on all of them.
 */
public final class CatalogVerticle extends VerticleBase {
  private final Bus bus;
  private final Database database;

  /** Serves everything that an environment defines under a name. */
  public CatalogVerticle(Bus bus, Database database) {
    this.bus = bus;
    this.database = database;
  }

  @Override
  public Future<?> start() {
    Transformations transformations = new Transformations(new TransformationStore(database));
    Presets presets = new Presets(new PresetStore(database));
    Mappings mappings = new Mappings(new MappingStore(database));
    bus.serve(ExpandTransformation.ADDRESS, Bus.awaiting(transformations::expand));
    bus.serve(FindPreset.ADDRESS, Bus.awaiting(presets::find));
    bus.serve(FindMapping.ADDRESS, Bus.awaiting(mappings::find));
    return Future.succeededFuture();
  }
}
