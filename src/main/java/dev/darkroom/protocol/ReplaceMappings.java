package dev.darkroom.protocol;

import java.util.Map;

/**
 * Makes these the environment's only upload mappings.
 *
 * @param templates folder to template
 */
public record ReplaceMappings(long environmentId, Map<String, String> templates)
    implements BusMessage {
  public static final Address<ReplaceMappings, Answer> ADDRESS =
      Address.of("catalog.replace-mappings", ReplaceMappings.class, Answer.class).onThisNode();
}
