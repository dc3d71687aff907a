package dev.darkroom.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Lock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Does the same work once: callers of one node share one future, nodes take turns under a cluster
 * lock. The work looks first whether another node has already done it. For virtual threads.
 */
public final class SingleFlight<T> {
  private final Vertx vertx;
  private final String name;
  private final Duration patience;
  private final Map<String, Future<T>> flights = new ConcurrentHashMap<>();

  /** Work of one kind; {@code patience} bounds the wait for another node. */
  public SingleFlight(Vertx vertx, String name, Duration patience) {
    this.vertx = vertx;
    this.name = name;
    this.patience = patience;
  }

  /** Runs the work for a key, or waits for the caller who is already at it. */
  public T run(String key, Supplier<T> work) {
    Promise<T> promise = Promise.promise();
    Future<T> flying = flights.putIfAbsent(key, promise.future());
    if (flying != null) {
      return flying.await();
    }
    try {
      promise.complete(underLock(key, work));
    } catch (Throwable failure) {
      promise.fail(failure);
      throw failure;
    } finally {
      flights.remove(key);
    }
    return promise.future().result();
  }

  private T underLock(String key, Supplier<T> work) {
    Lock lock =
        vertx.sharedData().getLockWithTimeout(name + ":" + key, patience.toMillis()).await();
    try {
      return work.get();
    } finally {
      lock.release();
    }
  }
}
