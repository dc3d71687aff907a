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

  /**
   * One thread per core, and as many requests that may wait as the HTTP edge admits: one upload
   * with many eager versions of a large photo is work for a minute, not an overload.
   */
  public static TransformSettings usual() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new TransformSettings(
        cores, 512, Duration.ofSeconds(60), Duration.ofSeconds(10), Limits.USUAL);
  }
}
