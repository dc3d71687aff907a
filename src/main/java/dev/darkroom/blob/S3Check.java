package dev.darkroom.blob;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.exception.SdkException;

/** Whether the bucket can be written; asked at most once in some seconds, whoever probes. */
final class S3Check implements Callable<Boolean> {
  private static final Duration STILL_TRUE = Duration.ofSeconds(3);

  private final S3Objects objects;
  private final InstantSource clock;
  private long provenAt;

  S3Check(S3Objects objects, InstantSource clock) {
    this.objects = objects;
    this.clock = clock;
  }

  @Override
  public synchronized Boolean call() {
    if (clock.millis() - provenAt > STILL_TRUE.toMillis()) {
      try {
        objects.probe();
      } catch (SdkException failure) {
        throw S3Failure.told("write", failure);
      }
      provenAt = clock.millis();
    }
    return true;
  }
}
