package dev.darkroom.asset.job;

import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.JobLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one piece of work is, as its job row says: written at most twice a second. Work that
 * somebody waits for has no job, and is not told of. For one virtual thread.
 */
public final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int LAST = 99;

  private final JobLog log;
  private final @Nullable Job job;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  /** Of that job; null for work without one. */
  public Progress(JobLog log, @Nullable Job job, InstantSource clock) {
    this.log = log;
    this.job = job;
    this.clock = clock;
  }

  /** Some of all steps are done. A report that cannot be written is dropped. */
  public void report(long done, long all) {
    Job told = job;
    Instant now = clock.instant();
    if (told == null || now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    int percent = (int) Math.min(LAST, 100 * done / Math.max(1, all));
    log.progress(told, percent)
        .onFailure(failure -> LOG.info("progress of job {}: {}", told.id(), failure.toString()));
  }
}
