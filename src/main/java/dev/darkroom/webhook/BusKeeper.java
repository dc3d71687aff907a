package dev.darkroom.webhook;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.DisableEndpoint;
import dev.darkroom.protocol.NoteEndpointHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keeper of notification URLs, at the other end of the bus; what it misses is said again. */
final class BusKeeper implements EndpointHealth.Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(BusKeeper.class);

  private final Bus bus;

  private BusKeeper(Bus bus) {
    this.bus = bus;
  }

  static EndpointHealth.Keeper on(Bus bus) {
    return new BusKeeper(bus);
  }

  @Override
  public void note(NoteEndpointHealth note) {
    bus.request(NoteEndpointHealth.ADDRESS, note)
        .onFailure(failure -> LOG.debug("Not noted: {}", failure.toString()));
  }

  @Override
  public void disable(DisableEndpoint endpoint) {
    LOG.warn("{} is disabled: {}", endpoint.url(), endpoint.reason());
    bus.request(DisableEndpoint.ADDRESS, endpoint)
        .onFailure(failure -> LOG.warn("{}: {}", endpoint.url(), failure.toString()));
  }
}
