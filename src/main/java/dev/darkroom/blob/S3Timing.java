package dev.darkroom.blob;

import java.time.Duration;

/**
 * How long this node waits for S3.
 *
 * @param connect for a connection, new or free
 * @param silence between two bytes of a transfer
 * @param answer for an answer without a body, each attempt
 * @param transfer for one piece of at most 16 MB to be sent, each attempt
 * @param attempts of each request, and of each read that breaks off
 */
record S3Timing(
    Duration connect, Duration silence, Duration answer, Duration transfer, int attempts) {
  /** What suits a server in the same data centre and one far away. */
  static S3Timing usual() {
    return new S3Timing(
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(50),
        3);
  }

  /** For a request with all its attempts, given that of one. */
  Duration whole(Duration attempt) {
    return attempt.multipliedBy(2);
  }
}
