package dev.darkroom.trigger;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.DeleteTrigger;
import dev.darkroom.protocol.Destinations;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindTrigger;
import dev.darkroom.protocol.ListTriggers;
import dev.darkroom.protocol.MatchTriggers;
import dev.darkroom.protocol.NotificationUrl;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.TriggerList;
import dev.darkroom.protocol.UpdateTrigger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * Threading: one virtual thread context; changes are served in order, each to its end (a true
 * actor), look-ups side by side.
 *
 * <p>The registry of global notification URLs. It keeps nothing in memory: every match reads the
 * database, so a trigger made on one node counts on all of them at once.
 */
public final class TriggerVerticle extends VerticleBase {
  private final Bus bus;
  private final TriggerStore store;

  /** A registry over the store. */
  public TriggerVerticle(Bus bus, TriggerStore store) {
    this.bus = bus;
    this.store = store;
  }

  @Override
  public Future<?> start() {
    bus.serve(ListTriggers.ADDRESS, this::list);
    bus.serve(FindTrigger.ADDRESS, request -> store.find(request.environmentId(), request.id()));
    bus.serve(MatchTriggers.ADDRESS, this::match);
    // In order: two changes of one environment must not both pass the limit of URLs. Between nodes
    // the store's lock sees to that.
    bus.serveInOrder(CreateTrigger.ADDRESS, this::create);
    bus.serveInOrder(UpdateTrigger.ADDRESS, this::update);
    bus.serveInOrder(DeleteTrigger.ADDRESS, this::delete);
    return Future.succeededFuture();
  }

  private Future<TriggerList> list(ListTriggers request) {
    return store.list(request.environmentId(), request.eventType()).map(TriggerList::new);
  }

  private Future<Destinations> match(MatchTriggers request) {
    return store
        .list(request.environmentId(), null)
        .map(found -> TriggerMatcher.match(request.type(), request.urls(), found))
        .map(Destinations::new);
  }

  private Trigger create(CreateTrigger request) {
    checkUriType(request.uriType());
    checkUri(request.uri());
    return store.insert(request).await();
  }

  private Trigger update(UpdateTrigger request) {
    checkUri(request.newUri());
    return store.update(request).await();
  }

  private Done delete(DeleteTrigger request) {
    store.delete(request.environmentId(), request.id()).await();
    return new Done();
  }

  private static void checkUri(@Nullable String uri) {
    if (uri != null) {
      new NotificationUrl(uri);
    }
  }

  private static void checkUriType(String uriType) {
    switch (uriType) {
      case "webhook" -> {}
      case "flow", "poll" ->
          throw new Refusal(ErrorCode.INVALID_URI_TYPE, uriType + " is not supported yet");
      default -> throw new Refusal(ErrorCode.INVALID_URI_TYPE, uriType);
    }
  }
}
