package dev.darkroom.transform;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded pool of platform threads: native calls would pin virtual threads to their carriers.
 * What does not fit into its queue, or waited too long in it, is refused.
 */
final class PixelPool {
  private static final Logger LOG = LoggerFactory.getLogger(PixelPool.class);
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(10);

  private final ThreadPoolExecutor threads;
  private final Duration longestWait;

  PixelPool(TransformSettings settings) {
    longestWait = settings.longestWait();
    threads =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.queue()),
            Thread.ofPlatform().daemon().name("pixels-", 0).factory());
  }

  /** Runs work as soon as a thread is free; the future completes on that thread. */
  <T> Future<T> run(Callable<T> work) {
    Job<T> job = new Job<>(work, overloaded(), System.nanoTime() + longestWait.toNanos());
    try {
      threads.execute(job);
    } catch (RejectedExecutionException full) {
      return Future.failedFuture(threads.isShutdown() ? unavailable() : overloaded());
    }
    return job.promise.future();
  }

  /** Refuses what waits and whatever comes; what runs goes on. */
  void close() {
    for (Runnable waiting : threads.shutdownNow()) {
      if (waiting instanceof Job<?> job) {
        job.promise.fail(unavailable());
      }
    }
  }

  /** Returns when what runs has ended, or enough time has passed. */
  void awaitEnd() throws InterruptedException {
    if (!threads.awaitTermination(LONGEST_FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("a native encoder is still at work; it ends with the process");
    }
  }

  private static Refusal unavailable() {
    return new Refusal(ErrorCode.UNAVAILABLE, "The image engine");
  }

  private Refusal overloaded() {
    return new Refusal(ErrorCode.OVERLOADED, Math.max(1, longestWait.toSeconds()));
  }

  private static final class Job<T> implements Runnable {
    private final Promise<T> promise = Promise.promise();
    private final Callable<T> work;
    private final Refusal tooLate;
    private final long lastStart;

    Job(Callable<T> work, Refusal tooLate, long lastStart) {
      this.work = work;
      this.tooLate = tooLate;
      this.lastStart = lastStart;
    }

    /** Errors too must reach the caller, who would wait for his whole deadline. */
    @Override
    public void run() {
      if (System.nanoTime() - lastStart > 0) {
        promise.fail(tooLate);
        return;
      }
      try {
        promise.complete(work.call());
      } catch (Throwable failure) {
        promise.fail(failure);
      }
    }
  }
}
