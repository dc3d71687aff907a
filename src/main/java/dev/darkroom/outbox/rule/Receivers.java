package dev.darkroom.outbox.rule;

import dev.darkroom.outbox.Receiver;
import dev.darkroom.protocol.Destination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who gets an event, and what each of them gets. Pure. */
public final class Receivers {
  private Receivers() {}

  /**
   * The receivers of an event, each URL once: of several destinations with one URL the first whose
   * filter lets the event through.
   *
   * @param body the notification, compact JSON
   */
  public static List<Receiver> of(String body, List<Destination> destinations) {
    Map<String, Receiver> byUrl = new LinkedHashMap<>();
    for (Destination destination : destinations) {
      byUrl.putIfAbsent(destination.url(), Receiver.of(destination));
    }
    return List.copyOf(byUrl.values());
  }
}
