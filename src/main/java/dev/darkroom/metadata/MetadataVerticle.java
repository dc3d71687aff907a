package dev.darkroom.metadata;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.ApplyMetadata;
import dev.darkroom.protocol.ChangeDataSource;
import dev.darkroom.protocol.DeleteMetadataField;
import dev.darkroom.protocol.DeleteMetadataRule;
import dev.darkroom.protocol.FindMetadataField;
import dev.darkroom.protocol.ListMetadataFields;
import dev.darkroom.protocol.ListMetadataRules;
import dev.darkroom.protocol.OrderMetadataFields;
import dev.darkroom.protocol.SaveMetadataField;
import dev.darkroom.protocol.SaveMetadataRule;
import dev.darkroom.protocol.SearchDataSources;
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
    Fields fields = new Fields(store);
    Rules rules = new Rules(store);
    bus.serve(ApplyMetadata.ADDRESS, Bus.awaiting(new AssetMetadata(store)::apply));
    bus.serve(ListMetadataFields.ADDRESS, Bus.awaiting(fields::list));
    bus.serve(FindMetadataField.ADDRESS, Bus.awaiting(fields::find));
    bus.serve(SaveMetadataField.ADDRESS, Bus.awaiting(fields::save));
    bus.serve(DeleteMetadataField.ADDRESS, Bus.awaiting(fields::delete));
    bus.serve(OrderMetadataFields.ADDRESS, Bus.awaiting(fields::order));
    bus.serve(ChangeDataSource.ADDRESS, Bus.awaiting(fields::change));
    bus.serve(SearchDataSources.ADDRESS, Bus.awaiting(fields::search));
    bus.serve(ListMetadataRules.ADDRESS, Bus.awaiting(rules::list));
    bus.serve(SaveMetadataRule.ADDRESS, Bus.awaiting(rules::save));
    bus.serve(DeleteMetadataRule.ADDRESS, Bus.awaiting(rules::delete));
    return Future.succeededFuture();
  }
}
