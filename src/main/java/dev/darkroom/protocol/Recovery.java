package dev.darkroom.protocol;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far it has come to send dead deliveries again.
 *
 * @param recovered how many are due again so far
 * @param endedAt null while there may be more
 */
public record Recovery(long id, long recovered, Instant createdAt, @Nullable Instant endedAt)
    implements BusMessage {
  private static final String BATCH = "recovery-";
  private static final int LONGEST_ID = 18;

  /** The name by which callers ask how far it is. */
  public static String batchId(long id) {
    return BATCH + id;
  }

  /** The recovery of that name, if it is one's. */
  public static Optional<Long> idOf(String batchId) {
    String digits = batchId.startsWith(BATCH) ? batchId.substring(BATCH.length()) : "";
    return digits.matches("\\d{1," + LONGEST_ID + "}")
        ? Optional.of(Long.parseLong(digits))
        : Optional.empty();
  }
}
