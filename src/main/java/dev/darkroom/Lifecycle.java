package dev.darkroom;

import dev.darkroom.config.InvalidSetting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs, in the order it was started. It stops in the opposite order: when the process is asked
 * to end, when its parent ends (if asked to watch), and when a later step fails to start.
 *
 * <p>Exit codes: 2 for a setting that cannot be used, 1 for a failing start or a stop that took too
 * long, else the signal's.
 */
public final class Lifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
  private static final int FAILED = 1;
  private static final int MISCONFIGURED = 2;

  /** A part of the server that can be made. */
  @FunctionalInterface
  public interface Start<T> {
    /** Makes it, or fails. */
    T start() throws Exception;
  }

  /** How a part is stopped. */
  @FunctionalInterface
  public interface Stop<T> {
    /** Stops it, in bounded time. */
    void stop(T part) throws Exception;
  }

  /** The steps of a start; a failure is told and ends the process. */
  @FunctionalInterface
  public interface Steps {
    /** Runs every step. */
    void run(Lifecycle lifecycle) throws Exception;
  }

  private record Running(String name, Runnable stop) {}

  private final Deque<Running> running = new ArrayDeque<>();
  private boolean stopping;

  /**
   * Runs the steps, and stops what they started when the process ends.
   *
   * @param patience after which a stop is cut short; the embedded database recovers from that
   */
  public static void run(Duration patience, Steps steps) {
    Lifecycle lifecycle = new Lifecycle();
    Thread stop = Thread.ofPlatform().name("stop").unstarted(() -> lifecycle.stopWithin(patience));
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      steps.run(lifecycle);
    } catch (CancellationException asked) {
      LOG.info("Stopped before everything had started");
    } catch (InvalidSetting told) {
      LOG.error("{}", told.getMessage());
      System.exit(MISCONFIGURED);
    } catch (IllegalStateException told) {
      LOG.error("{}", told.getMessage());
      LOG.debug("in full", told);
      System.exit(FAILED);
    } catch (Exception failure) {
      LOG.error("Darkroom cannot start", failure);
      System.exit(FAILED);
    }
  }

  /** Starts a part and remembers how to stop it. */
  public <T> T start(String name, Start<T> start, Stop<? super T> stop) throws Exception {
    requireRunning();
    long from = System.nanoTime();
    T part = start.start();
    LOG.debug("{} started in {} ms", name, Duration.ofNanos(System.nanoTime() - from).toMillis());
    Running step = new Running(name, () -> stop(name, part, stop));
    if (!keep(step)) {
      step.stop.run();
      throw new CancellationException(name);
    }
    return part;
  }

  /** Starts a part on a thread of its own, beside the next ones; {@link #await} gives it. */
  public <T> Future<T> startBeside(String name, Start<T> start, Stop<? super T> stop) {
    FutureTask<T> task = new FutureTask<>(() -> start(name, start, stop));
    Thread.ofPlatform().name("start-" + name).start(task);
    return task;
  }

  /** The part that was started beside, or its own failure. */
  public static <T> T await(Future<T> part) throws Exception {
    try {
      return part.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw failed;
    }
  }

  /** Ends this process in order when its parent ends: Maven leaves its children behind. */
  public static void stopWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(
            parent -> Thread.ofPlatform().daemon().name("parent").start(() -> exitAfter(parent)));
  }

  private static void exitAfter(ProcessHandle parent) {
    ProcessHandle ended = parent.onExit().join();
    LOG.info("Process {} ended, and this one with it", ended.pid());
    System.exit(0);
  }

  private synchronized void requireRunning() {
    if (stopping) {
      throw new CancellationException("stopping");
    }
  }

  private synchronized boolean keep(Running step) {
    if (!stopping) {
      running.push(step);
    }
    return !stopping;
  }

  private synchronized Deque<Running> takeAll() {
    stopping = true;
    Deque<Running> steps = new ArrayDeque<>(running);
    running.clear();
    return steps;
  }

  private void stopWithin(Duration patience) {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread.ofPlatform().daemon().name("stop-deadline").start(() -> haltAfter(patience, stopped));
    for (Running step : takeAll()) {
      step.stop.run();
    }
    stopped.countDown();
  }

  private static <T> void stop(String name, T part, Stop<? super T> stop) {
    long from = System.nanoTime();
    try {
      stop.stop(part);
      LOG.debug("{} stopped in {} ms", name, Duration.ofNanos(System.nanoTime() - from).toMillis());
    } catch (Exception failure) {
      LOG.warn("{} did not stop in order", name, failure);
    }
  }

  private static void haltAfter(Duration patience, CountDownLatch stopped) {
    try {
      if (!stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("Not stopped in {} s: cut short", patience.toSeconds());
        Runtime.getRuntime().halt(FAILED);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
