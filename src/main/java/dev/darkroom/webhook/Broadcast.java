package dev.darkroom.webhook;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.EventCommitted;
import io.vertx.core.json.JsonObject;

/** Tells other applications on the bus of every event, once and without a promise. */
final class Broadcast {
  private static final int LARGEST = 64 * 1024;

  private Broadcast() {}

  static void tell(Bus bus, EventCommitted event) {
    JsonObject body =
        event.body().length() <= LARGEST
            ? new JsonObject(event.body())
            : new JsonObject().put("notification_type", event.type().word()).put("cut", true);
    bus.publish("darkroom.event." + event.type().word(), body);
  }
}
