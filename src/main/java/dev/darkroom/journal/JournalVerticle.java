package dev.darkroom.journal;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.protocol.CheckSignature;
import dev.darkroom.protocol.EmptyInbox;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.FollowEvents;
import dev.darkroom.protocol.KeepArrival;
import dev.darkroom.protocol.ListArrivals;
import dev.darkroom.protocol.ResetEnvironment;
import dev.darkroom.protocol.SendTestEvent;
import dev.darkroom.protocol.SetInbox;
import dev.darkroom.protocol.ShowDelivery;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;

/**
 * Threading: virtual threads, one turn per message: each awaits the database without holding up the
 * others.
 *
 * <p>What people see of notifications. It only reads what others deliver.
 */
public final class JournalVerticle extends VerticleBase {

  /** What it works with. */
  public record Parts(Bus bus, Database database, EventLog events, InstantSource clock) {}

  private final Parts parts;

  /** A journal over the database. */
  public JournalVerticle(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    Bus bus = parts.bus();
    Deliveries deliveries = new Deliveries(parts);
    TestEvents tests = new TestEvents(parts);
    Feed feed = new Feed(vertx, parts.database());
    Inboxes inboxes = new Inboxes(vertx, parts, new Keys(parts));
    SignatureDebugger debugger = new SignatureDebugger(parts, new Keys(parts));
    bus.serve(ShowDelivery.ADDRESS, Bus.awaiting(deliveries::show));
    bus.serve(SendTestEvent.ADDRESS, Bus.awaiting(tests::send));
    bus.serve(CheckSignature.ADDRESS, Bus.awaiting(debugger::check));
    bus.serve(FollowEvents.ADDRESS, feed::follow);
    bus.subscribe(EventCommitted.TOPIC, feed::committed);
    bus.serve(KeepArrival.ADDRESS, Bus.awaiting(inboxes::keep));
    bus.serve(ListArrivals.ADDRESS, Bus.awaiting(inboxes::list));
    bus.serve(SetInbox.ADDRESS, Bus.awaiting(inboxes::set));
    bus.serve(EmptyInbox.ADDRESS, Bus.awaiting(inboxes::empty));
    bus.serve(
        ResetEnvironment.ADDRESS, Bus.awaiting(new EnvironmentReset(parts.database())::reset));
    return Future.succeededFuture();
  }
}
