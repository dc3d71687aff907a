package dev.darkroom.api.request;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.Set;

/**
 * Parameters of the contract that would change the result and are not built yet: refused by name,
 * so that nobody believes they worked. One that asks for nothing passes.
 */
public record UnsupportedParameters(Set<String> names) {
  private static final Set<String> ASKS_NOTHING = Set.of("false", "0", "[]", "{}", "null");

  /** Refuses the first parameter that asks for something. */
  public void refuse(Parameters parameters) {
    for (String name : parameters.names()) {
      if (names.contains(name)
          && parameters.text(name).filter(text -> !ASKS_NOTHING.contains(text)).isPresent()) {
        throw new Refusal(ErrorCode.UNSUPPORTED_PARAMETER, name);
      }
    }
  }
}
