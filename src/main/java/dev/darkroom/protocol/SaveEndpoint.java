package dev.darkroom.protocol;

import java.util.Map;

/**
 * Sets up a notification URL; the reply shows it, with a secret that was made by this call.
 *
 * @param changes by the names of the API; an empty text takes a value away, what is absent stays.
 *     They are checked by the registry
 */
public record SaveEndpoint(long environmentId, String url, Map<String, String> changes)
    implements BusMessage {
  public static final Address<SaveEndpoint, Answer> ADDRESS =
      Address.of("trigger.save-endpoint", SaveEndpoint.class, Answer.class).onThisNode();
}
