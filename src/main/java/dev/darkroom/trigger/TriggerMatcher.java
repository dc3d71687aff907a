package dev.darkroom.trigger;

import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Trigger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where an event goes (reference/notifications.md 3.1): to the call's own URLs and to additive
 * triggers, or, without such URLs, to every trigger of its type or of all types. Pure.
 */
final class TriggerMatcher {
  private TriggerMatcher() {}

  /**
   * The destinations, each URL once, the call's own first.
   *
   * @param urls the call's own
   * @param triggers of the environment, oldest first
   */
  static List<Destination> match(EventType type, List<String> urls, List<Trigger> triggers) {
    Map<String, Destination> byUrl = new LinkedHashMap<>();
    for (String url : urls) {
      byUrl.putIfAbsent(url, Destination.of(url, null));
    }
    for (Trigger trigger : triggers) {
      if (listens(trigger, type) && (urls.isEmpty() || trigger.additive())) {
        byUrl.putIfAbsent(trigger.uri(), destination(trigger));
      }
    }
    return List.copyOf(byUrl.values());
  }

  private static Destination destination(Trigger trigger) {
    return new Destination(
        trigger.uri(), trigger.id(), trigger.filter(), trigger.payloadTemplate(), false);
  }

  private static boolean listens(Trigger trigger, EventType type) {
    return trigger.eventType() == EventType.ALL || trigger.eventType() == type;
  }
}
