package dev.darkroom.trigger;

import dev.darkroom.bus.Bus;
import dev.darkroom.outbox.HeldDeliveries;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.DeleteEndpoint;
import dev.darkroom.protocol.DeleteTrigger;
import dev.darkroom.protocol.Destinations;
import dev.darkroom.protocol.DisableEndpoint;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.EndpointsChanged;
import dev.darkroom.protocol.FindTrigger;
import dev.darkroom.protocol.ListEndpoints;
import dev.darkroom.protocol.ListTriggers;
import dev.darkroom.protocol.LoadSending;
import dev.darkroom.protocol.MatchTriggers;
import dev.darkroom.protocol.NoteEndpointHealth;
import dev.darkroom.protocol.SaveEndpoint;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.TriggerList;
import dev.darkroom.protocol.UpdateTrigger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/**
 * Threading: one virtual thread context; changes are served in order, each to its end (a true
 * actor), look-ups side by side.
 *
 * <p>The registry of global notification URLs. Every match reads the database, so a trigger made on
 * one node counts on all of them at once; how a URL is sent to is remembered for a second.
 */
public final class TriggerVerticle extends VerticleBase {
  private static final long RELEASE_MILLIS = Duration.ofSeconds(30).toMillis();

  private final TriggerParts parts;
  private final Bus bus;
  private final TriggerStore store;
  private final Endpoints endpoints;
  private final Failing failing;
  private final Sendings sendings;

  /** A registry over the database. */
  public TriggerVerticle(TriggerParts parts) {
    this.parts = parts;
    this.bus = parts.bus();
    this.store = new TriggerStore(parts.database(), parts.maximumUrls());
    this.endpoints = new Endpoints(parts.database(), store, parts.clock());
    this.failing = new Failing(parts, store);
    this.sendings = new Sendings(parts.database(), store);
  }

  @Override
  public Future<?> start() {
    bus.serve(ListTriggers.ADDRESS, this::list);
    bus.serve(FindTrigger.ADDRESS, request -> store.find(request.environmentId(), request.id()));
    bus.serve(MatchTriggers.ADDRESS, this::match);
    bus.serve(LoadSending.ADDRESS, sendings::find);
    bus.serve(ListEndpoints.ADDRESS, Bus.awaiting(this::listEndpoints));
    bus.serve(NoteEndpointHealth.ADDRESS, Bus.awaiting(this::note));
    // In order: two changes of one environment must not both pass the limit of URLs. Between nodes
    // the store's lock sees to that.
    bus.serveInOrder(CreateTrigger.ADDRESS, this::create);
    bus.serveInOrder(UpdateTrigger.ADDRESS, this::update);
    bus.serveInOrder(DeleteTrigger.ADDRESS, this::delete);
    bus.serveInOrder(SaveEndpoint.ADDRESS, this::save);
    bus.serveInOrder(DeleteEndpoint.ADDRESS, this::deleteEndpoint);
    bus.serve(DisableEndpoint.ADDRESS, Bus.awaiting(this::disable));
    bus.subscribe(EndpointsChanged.TOPIC, event -> sendings.forget(event.environmentId()));
    vertx.setPeriodic(RELEASE_MILLIS, timer -> HeldDeliveries.releaseForgotten(parts.database()));
    return Future.succeededFuture();
  }

  private Future<TriggerList> list(ListTriggers request) {
    return store.list(request.environmentId(), request.eventType()).map(TriggerList::new);
  }

  private Future<Destinations> match(MatchTriggers request) {
    return store
        .match(request.environmentId(), request.type(), request.urls())
        .map(Destinations::new);
  }

  private Trigger create(CreateTrigger request) {
    TriggerRules.check(request);
    Trigger made = store.insert(request).await();
    changed(request.environmentId());
    return made;
  }

  private Trigger update(UpdateTrigger request) {
    TriggerRules.check(request);
    Trigger made = store.update(request).await();
    changed(request.environmentId());
    return made;
  }

  private Done delete(DeleteTrigger request) {
    store.delete(request.environmentId(), request.id()).await();
    return changed(request.environmentId());
  }

  private Answer listEndpoints(ListEndpoints request) {
    return new Answer(
        EndpointJson.of(endpoints.list(request.environmentId()), parts.maximumUrls()));
  }

  private Answer save(SaveEndpoint request) {
    Endpoints.Saved saved = endpoints.save(request);
    changed(request.environmentId());
    return new Answer(EndpointJson.of(saved.shared(), saved.newSecret()));
  }

  private Done deleteEndpoint(DeleteEndpoint request) {
    endpoints.delete(request);
    return changed(request.environmentId());
  }

  private Done disable(DisableEndpoint request) {
    return failing.disable(request) ? changed(request.environmentId()) : new Done();
  }

  private Done note(NoteEndpointHealth health) {
    if (failing.note(health)) {
      sendings.forget(health.environmentId());
    }
    return new Done();
  }

  /** Forgotten here at once, by the other nodes when they hear of it. */
  private Done changed(long environmentId) {
    sendings.forget(environmentId);
    bus.publish(EndpointsChanged.TOPIC, new EndpointsChanged(environmentId));
    return new Done();
  }
}
