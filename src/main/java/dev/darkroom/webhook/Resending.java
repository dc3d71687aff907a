package dev.darkroom.webhook;

import dev.darkroom.bus.Bus;
import dev.darkroom.outbox.Resends;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.FindRecovery;
import dev.darkroom.protocol.RecoverDeliveries;
import dev.darkroom.protocol.Recovery;
import dev.darkroom.protocol.ResendDelivery;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves whoever wants deliveries sent again. For one thread. */
final class Resending {
  private static final Logger LOG = LoggerFactory.getLogger(Resending.class);

  private final Resends resends;
  private final Dispatcher dispatcher;
  private boolean proceeding;

  Resending(Resends resends, Dispatcher dispatcher) {
    this.resends = resends;
    this.dispatcher = dispatcher;
  }

  void serve(Bus bus) {
    bus.serve(ResendDelivery.ADDRESS, this::resend);
    bus.serve(RecoverDeliveries.ADDRESS, this::recover);
    bus.serve(FindRecovery.ADDRESS, request -> resends.find(request.environmentId(), request.id()));
  }

  private Future<Done> resend(ResendDelivery request) {
    return resends
        .resend(request.environmentId(), request.deliveryId())
        .onSuccess(done -> dispatcher.sweep())
        .map(new Done());
  }

  private Future<Recovery> recover(RecoverDeliveries request) {
    return resends.recover(request).onSuccess(begun -> proceed());
  }

  /** Goes on with what was begun here, or on a node that is gone. */
  void proceed() {
    if (!proceeding) {
      proceeding = true;
      step();
    }
  }

  private void step() {
    resends
        .proceed()
        .onComplete(
            more -> {
              if (more) {
                dispatcher.sweep();
                step();
              } else {
                proceeding = false;
              }
            },
            failure -> {
              proceeding = false;
              LOG.warn("Dead deliveries are not recovered for now: {}", failure.toString());
            });
  }
}
