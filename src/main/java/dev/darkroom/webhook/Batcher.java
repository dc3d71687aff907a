package dev.darkroom.webhook;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects small writes into large ones: what piles up within a moment, or while the batch before
 * is under way, goes together. A batch that fails is tried again until it succeeds, so the write
 * must bear repeating. For one thread.
 */
final class Batcher<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);
  private static final Duration HOLD = Duration.ofMillis(5);

  /**
   * While a moment brings this many, a batch may wait for more: each costs the database a fsync.
   */
  private static final int BUSY = 16;

  private static final Duration BUSY_HOLD = Duration.ofMillis(25);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final int LARGEST = 256;

  private final Timers timers;
  private final Function<List<T>, Future<?>> write;
  private List<T> collected = new ArrayList<>();
  private int last;
  private boolean armed;
  private boolean flying;
  private boolean failing;

  Batcher(Timers timers, Function<List<T>, Future<?>> write) {
    this.timers = timers;
    this.write = write;
  }

  void add(T item) {
    collected.add(item);
    next();
  }

  /** Whether the batch under way has failed and waits for another try. */
  boolean isFailing() {
    return failing;
  }

  private void next() {
    if (flying) {
      return;
    }
    if (collected.size() >= LARGEST) {
      fly();
    } else if (!armed && !collected.isEmpty()) {
      armed = true;
      timers.after(last < BUSY ? HOLD : BUSY_HOLD, this::held);
    }
  }

  private void held() {
    armed = false;
    if (!flying && !collected.isEmpty()) {
      fly();
    }
  }

  private void fly() {
    int count = Math.min(LARGEST, collected.size());
    List<T> batch = List.copyOf(collected.subList(0, count));
    collected = new ArrayList<>(collected.subList(count, collected.size()));
    last = count;
    flying = true;
    fly(batch);
  }

  private void fly(List<T> batch) {
    write
        .apply(batch)
        .onComplete(
            done -> {
              failing = false;
              flying = false;
              next();
            },
            failure -> {
              LOG.warn(
                  "{} writes failed, next try in {}: {}", batch.size(), AGAIN, failure.toString());
              failing = true;
              timers.after(AGAIN, () -> fly(batch));
            });
  }
}
