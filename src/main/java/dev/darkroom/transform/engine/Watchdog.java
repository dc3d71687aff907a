package dev.darkroom.transform.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One thread that stops work which takes too long, and gives freed memory back now and then. */
final class Watchdog implements AutoCloseable {
  private static final Duration BETWEEN_TRIMS = Duration.ofSeconds(10);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("vips-watchdog").unstarted(task));
  private final AtomicBoolean worked = new AtomicBoolean();

  Watchdog(Vips vips) {
    long pause = BETWEEN_TRIMS.toMillis();
    Future<?> _ =
        timer.scheduleWithFixedDelay(
            () -> trimAfterWork(vips), pause, pause, TimeUnit.MILLISECONDS);
  }

  /** Stops the scope's work after that time, unless the watch is cancelled before. */
  Future<?> watch(Scope scope, Duration time) {
    worked.set(true);
    return timer.schedule(scope::kill, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void trimAfterWork(Vips vips) {
    if (worked.getAndSet(false)) {
      vips.trim();
    }
  }
}
