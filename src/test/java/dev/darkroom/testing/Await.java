package dev.darkroom.testing;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits in a test for what a future brings, never longer than 20 seconds. */
public final class Await {
  private static final int LONGEST_SECONDS = 20;
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

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

  /** Looks again and again until it is true. */
  public static void until(String what, BooleanSupplier isTrue) {
    until(Duration.ofSeconds(LONGEST_SECONDS), () -> what, isTrue);
  }

  /** The same with another deadline; {@code what} is asked when that is over. */
  public static void until(Duration longest, Supplier<String> what, BooleanSupplier isTrue) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!isTrue.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + longest.toSeconds() + " s: " + what.get());
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private record Result(Throwable cause) {}
}
