package dev.darkroom.trigger;

import dev.darkroom.bus.Bus;
import dev.darkroom.outbox.HeldDeliveries;
import dev.darkroom.outbox.PollQueue;
import dev.darkroom.protocol.AcknowledgeMessages;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.DeleteEndpoint;
import dev.darkroom.protocol.DeleteTrigger;
import dev.darkroom.protocol.DisableEndpoint;
import dev.darkroom.protocol.EndpointsChanged;
import dev.darkroom.protocol.FindTrigger;
import dev.darkroom.protocol.ListEndpoints;
import dev.darkroom.protocol.ListSigningPairs;
import dev.darkroom.protocol.ListTriggers;
import dev.darkroom.protocol.LoadSending;
import dev.darkroom.protocol.MatchTriggers;
import dev.darkroom.protocol.NoteEndpointHealth;
import dev.darkroom.protocol.PollMessages;
import dev.darkroom.protocol.SaveEndpoint;
import dev.darkroom.protocol.TestTrigger;
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
  private static final long SWEEP_MILLIS = Duration.ofMinutes(10).toMillis();

  private final TriggerParts parts;
  private final Bus bus;
  private final Sendings sendings;

  /** A registry over the database. */
  public TriggerVerticle(TriggerParts parts) {
    this.parts = parts;
    this.bus = parts.bus();
    this.sendings = new Sendings(parts);
  }

  @Override
  public Future<?> start() {
    TriggerStore store = parts.triggers();
    Triggers triggers = new Triggers(store, this::changed);
    bus.serve(ListTriggers.ADDRESS, triggers::list);
    bus.serve(FindTrigger.ADDRESS, request -> store.find(request.environmentId(), request.id()));
    bus.serve(MatchTriggers.ADDRESS, triggers::match);
    bus.serve(TestTrigger.ADDRESS, triggers::test);
    // In order: two changes of one environment must not both pass the limit of URLs. Between nodes
    // the store's lock sees to that.
    bus.serveInOrder(CreateTrigger.ADDRESS, triggers::create);
    bus.serveInOrder(UpdateTrigger.ADDRESS, triggers::update);
    bus.serveInOrder(DeleteTrigger.ADDRESS, triggers::delete);
    serveEndpoints(new Endpoints(parts, this::changed));
    serveMessages(new PollDesk(new PollQueue(parts.database())));
    Failing failing = new Failing(parts, this::changed);
    bus.serve(NoteEndpointHealth.ADDRESS, Bus.awaiting(failing::note));
    bus.serve(DisableEndpoint.ADDRESS, Bus.awaiting(failing::disable));
    bus.serve(LoadSending.ADDRESS, sendings::find);
    bus.serve(ListSigningPairs.ADDRESS, Bus.awaiting(this::signingPairs));
    bus.subscribe(EndpointsChanged.TOPIC, event -> sendings.forget(event.environmentId()));
    return Future.succeededFuture();
  }

  private void serveEndpoints(Endpoints endpoints) {
    bus.serve(
        ListEndpoints.ADDRESS, Bus.awaiting(request -> endpoints.list(request.environmentId())));
    bus.serveInOrder(SaveEndpoint.ADDRESS, endpoints::save);
    bus.serveInOrder(DeleteEndpoint.ADDRESS, endpoints::delete);
    vertx.setPeriodic(RELEASE_MILLIS, timer -> HeldDeliveries.releaseForgotten(parts.database()));
  }

  private void serveMessages(PollDesk desk) {
    bus.serve(PollMessages.ADDRESS, desk::poll);
    bus.serve(AcknowledgeMessages.ADDRESS, desk::acknowledge);
    vertx.setPeriodic(SWEEP_MILLIS, timer -> desk.sweep());
  }

  private Answer signingPairs(ListSigningPairs request) {
    SigningPairs pairs = new SigningPairs(parts.database());
    if (request.rotate()) {
      pairs.rotate(request.environmentId()).await();
      changed(request.environmentId());
    }
    return new Answer(pairs.published(request.environmentId()).await());
  }

  /** Forgotten here at once, by the other nodes when they hear of it. */
  private void changed(long environmentId) {
    sendings.forget(environmentId);
    bus.publish(EndpointsChanged.TOPIC, new EndpointsChanged(environmentId));
  }
}
