package dev.darkroom.trigger;

import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where an event goes (reference/notifications.md 3.1): to the call's own URLs and to additive
 * triggers, or, without such URLs, to every trigger of its type or of all types. Pure.
 */
final class TriggerMatcher {
  /**
   * URLs that are not like the others.
   *
   * @param paused they are not sent to for the time being
   * @param ordered they want what is told of an asset in the order of its events
   */
  record Special(Set<String> paused, Set<String> ordered) {
    static final Special NONE = new Special(Set.of(), Set.of());

    boolean isPaused(String url) {
      return paused.contains(url);
    }

    boolean isOrdered(String url) {
      return ordered.contains(url);
    }
  }

  private TriggerMatcher() {}

  /**
   * The destinations, the call's own first. A URL comes again only behind those with filters: the
   * first whose filter lets the event through is the one that counts.
   *
   * @param urls the call's own
   * @param triggers of the environment, oldest first
   * @param special how their URLs are set up
   */
  static List<Destination> match(
      EventType type, List<String> urls, List<Trigger> triggers, Special special) {
    List<Destination> destinations = new ArrayList<>();
    Set<String> certain = new HashSet<>();
    for (String url : new LinkedHashSet<>(urls)) {
      certain.add(url);
      destinations.add(
          new Destination(url, null, null, null, special.isPaused(url), special.isOrdered(url)));
    }
    for (Trigger trigger : triggers) {
      if (listens(trigger, type)
          && (urls.isEmpty() || trigger.additive())
          && !certain.contains(trigger.uri())) {
        destinations.add(destination(trigger, special));
        if (trigger.filter() == null) {
          certain.add(trigger.uri());
        }
      }
    }
    return List.copyOf(destinations);
  }

  private static Destination destination(Trigger trigger, Special special) {
    return new Destination(
        trigger.uri(),
        trigger.id(),
        trigger.filter(),
        trigger.payloadTemplate(),
        special.isPaused(trigger.uri()),
        special.isOrdered(trigger.uri()));
  }

  private static boolean listens(Trigger trigger, EventType type) {
    return trigger.eventType() == EventType.ALL || trigger.eventType() == type;
  }
}
