package dev.darkroom.transform;

import dev.darkroom.transform.plan.Limits;
import java.time.Duration;

/**
 * How much the transform verticle takes on.
 *
 * @param threads platform threads that compute pixels
 * @param queue requests that may wait for them; more are refused
 * @param longestWait a request that waited longer is refused instead of begun
 * @param longestWork after this the caller gets a refusal, even if native code does not return
 * @param results how large a result may be
 */
public record TransformSettings(
    int threads, int queue, Duration longestWait, Duration longestWork, Limits results) {
  public TransformSettings {
    if (threads < 1 || queue < 1) {
      throw new IllegalArgumentException("the transform pool needs a thread and a queue");
    }
  }

  /** One thread per core, and 32 requests per core that may wait five seconds. */
  public static TransformSettings usual() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new TransformSettings(
        cores, 32 * cores, Duration.ofSeconds(5), Duration.ofSeconds(10), Limits.USUAL);
  }
}
