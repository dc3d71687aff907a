package dev.darkroom.protocol;

import java.util.List;

/**
 * Asks where an event goes.
 *
 * @param urls the call's own notification URLs; not empty, they replace the global ones, except
 *     additive triggers
 */
public record MatchTriggers(long environmentId, EventType type, List<String> urls)
    implements BusMessage {
  public static final Address<MatchTriggers, Destinations> ADDRESS =
      Address.of("trigger.match", MatchTriggers.class, Destinations.class).onThisNode();
}
