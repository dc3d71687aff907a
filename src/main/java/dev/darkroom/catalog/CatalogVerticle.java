package dev.darkroom.catalog;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CheckTransformation;
import dev.darkroom.protocol.DeleteCatalog;
import dev.darkroom.protocol.ExpandTransformation;
import dev.darkroom.protocol.FindMapping;
import dev.darkroom.protocol.FindPreset;
import dev.darkroom.protocol.ListCatalog;
import dev.darkroom.protocol.ReplaceMappings;
import dev.darkroom.protocol.SaveMapping;
import dev.darkroom.protocol.SavePreset;
import dev.darkroom.protocol.SaveStreamingProfile;
import dev.darkroom.protocol.SaveTransformation;
import dev.darkroom.protocol.ShowCatalog;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Virtual threads, one turn per message. Named transformations, upload presets, upload mappings and
 * streaming profiles. It keeps nothing in memory: what one node defines counts on all of them.
 */
public final class CatalogVerticle extends VerticleBase {
  private final Bus bus;
  private final Transformations transformations;
  private final TransformationList transformationList;
  private final Presets presets;
  private final Mappings mappings;
  private final Profiles profiles;

  /** Serves everything that an environment defines under a name. */
  public CatalogVerticle(Bus bus, Database database) {
    this.bus = bus;
    TransformationStore store = new TransformationStore(database);
    this.transformations = new Transformations(bus, store);
    this.transformationList = new TransformationList(bus, store);
    this.presets = new Presets(database, new PresetStore(database));
    this.mappings = new Mappings(database, new MappingStore(database));
    this.profiles = new Profiles(database, new ProfileStore(database));
  }

  @Override
  public Future<?> start() {
    bus.serve(ListCatalog.ADDRESS, Bus.awaiting(this::list));
    bus.serve(ShowCatalog.ADDRESS, Bus.awaiting(this::show));
    bus.serve(DeleteCatalog.ADDRESS, Bus.awaiting(this::delete));
    bus.serve(SaveTransformation.ADDRESS, Bus.awaiting(transformations::save));
    bus.serve(ExpandTransformation.ADDRESS, Bus.awaiting(transformations::expand));
    bus.serve(CheckTransformation.ADDRESS, Bus.awaiting(transformations::check));
    bus.serve(SavePreset.ADDRESS, Bus.awaiting(presets::save));
    bus.serve(FindPreset.ADDRESS, Bus.awaiting(presets::find));
    bus.serve(SaveMapping.ADDRESS, Bus.awaiting(mappings::save));
    bus.serve(ReplaceMappings.ADDRESS, Bus.awaiting(mappings::replace));
    bus.serve(FindMapping.ADDRESS, Bus.awaiting(mappings::find));
    bus.serve(SaveStreamingProfile.ADDRESS, Bus.awaiting(profiles::save));
    return Future.succeededFuture();
  }

  private Answer list(ListCatalog asked) {
    return switch (asked.kind()) {
      case TRANSFORMATION -> transformationList.list(asked);
      case UPLOAD_PRESET -> presets.list(asked);
      case UPLOAD_MAPPING -> mappings.list(asked);
      case STREAMING_PROFILE -> profiles.list(asked);
    };
  }

  private Answer show(ShowCatalog asked) {
    return switch (asked.kind()) {
      case TRANSFORMATION -> transformations.show(asked);
      case UPLOAD_PRESET -> presets.show(asked);
      case UPLOAD_MAPPING -> mappings.show(asked);
      case STREAMING_PROFILE -> profiles.show(asked);
    };
  }

  private Answer delete(DeleteCatalog asked) {
    return switch (asked.kind()) {
      case TRANSFORMATION -> transformations.delete(asked);
      case UPLOAD_PRESET -> presets.delete(asked);
      case UPLOAD_MAPPING -> mappings.delete(asked);
      case STREAMING_PROFILE -> profiles.delete(asked);
    };
  }
}
