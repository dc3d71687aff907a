package dev.darkroom.trigger;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.outbox.EventLog;
import java.time.InstantSource;

/**
 * What the registry works with.
 *
 * @param events where it tells that a URL was disabled
 * @param maximumUrls how many different URLs the triggers of an environment may have
 */
public record TriggerParts(
    Bus bus, Database database, EventLog events, InstantSource clock, int maximumUrls) {

  TriggerStore triggers() {
    return new TriggerStore(database, maximumUrls);
  }
}
