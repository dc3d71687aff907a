package dev.darkroom.testing;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits in a test for what a future brings, never longer than 20 seconds. */
public final class Await {
  private static final int LONGEST_SECONDS = 20;

  private Await() {}

  /** The value, or the failure as it was. */
  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failure.getCause());
    } catch (InterruptedException | TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }

  /** The failure of a future that must fail with that type. */
  public static <E extends Throwable> E failure(Class<E> type, Future<?> future) {
    Throwable cause =
        await(future.transform(done -> Future.succeededFuture(new Result(done.cause())))).cause;
    if (!type.isInstance(cause)) {
      throw new AssertionError("expected " + type.getSimpleName() + ", got " + cause, cause);
    }
    return type.cast(cause);
  }

  /** Returns as soon as the condition holds. */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LONGEST_SECONDS + " s: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private record Result(Throwable cause) {}
}
