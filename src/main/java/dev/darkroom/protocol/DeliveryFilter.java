package dev.darkroom.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are wanted; what is null does not matter.
 *
 * @param publicId the asset that the event tells of
 * @param from when the event happened, at the earliest
 * @param to and at the latest
 */
public record DeliveryFilter(
    @Nullable String publicId,
    @Nullable EventType type,
    @Nullable String url,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** Lets all through. */
  public static final DeliveryFilter NONE = new DeliveryFilter(null, null, null, null, null);

  /** Whether some are not wanted. */
  public boolean isPicky() {
    return !equals(NONE);
  }
}
