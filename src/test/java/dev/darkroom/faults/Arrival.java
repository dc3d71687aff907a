package dev.darkroom.faults;

import org.jspecify.annotations.Nullable;

/**
 * A notification as the judge saw it.
 *
 * @param delivery {@code X-Darkroom-Delivery}
 * @param attempt {@code X-Darkroom-Attempt}
 * @param subject the folder or public id that it tells of
 * @param nanos when its body was complete
 * @param timestamp {@code X-Cld-Timestamp}, seconds
 * @param signedBy the secret that its signature verifies with; null for none
 * @param status what it was answered; {@link Judge#HANG} for nothing at all
 */
record Arrival(
    String path,
    long delivery,
    long event,
    int attempt,
    String subject,
    long nanos,
    long timestamp,
    @Nullable String signedBy,
    int status) {
  private static final int OK = 200;

  boolean isTaken() {
    return status == OK;
  }

  Arrival answered(int with) {
    return new Arrival(path, delivery, event, attempt, subject, nanos, timestamp, signedBy, with);
  }
}
