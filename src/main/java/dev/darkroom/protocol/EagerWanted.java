package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Derived versions to make with an upload.
 *
 * @param async whether the answer does not wait for them
 */
public record EagerWanted(List<EagerItem> items, boolean async, @Nullable String notificationUrl) {
  /** No derived versions. */
  public static EagerWanted none() {
    return new EagerWanted(List.of(), false, null);
  }
}
