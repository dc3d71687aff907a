package dev.darkroom.asset.compose;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * How long somebody waits for work. Who has waited in vain is refused, and the work then changes
 * nothing: it is stopped at its next step, at the latest before its transaction is committed.
 */
final class Patience {
  private enum State {
    WAITING,
    SERVED,
    GONE
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final Duration time;

  private Patience(Duration time) {
    this.time = time;
  }

  /** For work that nobody waits for. */
  static Patience endless() {
    return new Patience(Duration.ZERO);
  }

  /**
   * The result of work that is given a little less time than the bus gives the whole request; from
   * a virtual-thread context, on which the work gets a turn of its own.
   */
  static <R> Future<R> of(Bus bus, Function<Patience, R> work) {
    return of(bus.longestWait().multipliedBy(9).dividedBy(10), work);
  }

  private static <R> Future<R> of(Duration time, Function<Patience, R> work) {
    Patience patience = new Patience(time);
    Context context = Objects.requireNonNull(Vertx.currentContext(), "in a verticle");
    Promise<R> result = Promise.promise();
    context.runOnContext(nothing -> {
      try {
        result.complete(work.apply(patience));
      } catch (Exception failure) {
        // Not only runtime ones: an await throws what failed, whatever that is.
        result.fail(failure);
      }
    });
    return result
        .future()
        .timeout(time.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure ->
            failure instanceof TimeoutException && patience.leave()
                ? Future.failedFuture(patience.refusal())
                : result.future());
  }

  /** Stops work whose caller has gone. */
  void require() {
    if (state.get() == State.GONE) {
      throw refusal();
    }
  }

  /** The last step before the commit: from now on the caller waits for that, or has gone. */
  void serve() {
    state.compareAndSet(State.WAITING, State.SERVED);
    require();
  }

  private boolean leave() {
    return state.compareAndSet(State.WAITING, State.GONE);
  }

  private Refusal refusal() {
    return new Refusal(ErrorCode.WORK_TOO_SLOW, time.toSeconds());
  }
}
