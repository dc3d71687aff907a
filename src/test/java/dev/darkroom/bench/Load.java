package dev.darkroom.bench;

import dev.darkroom.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Asks again as soon as the answer before is complete, in several lines side by side. */
final class Load {

  /** Something that can be asked for often. */
  @FunctionalInterface
  interface Operation {
    /** Succeeds when the answer is complete and what it should be. */
    Future<?> run(long number);
  }

  /**
   * How much of it.
   *
   * @param atOnce lines side by side
   * @param most operations in all
   * @param longest no operation begins after this time
   */
  record Bounds(int atOnce, long most, Duration longest) {}

  private final Operation operation;
  private final Bounds bounds;
  private final long end;
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicInteger lines;
  private final Promise<Void> over = Promise.promise();

  private Load(Operation operation, Bounds bounds) {
    this.operation = operation;
    this.bounds = bounds;
    this.end = System.nanoTime() + bounds.longest().toNanos();
    this.lines = new AtomicInteger(bounds.atOnce());
  }

  /** Runs it to its end. */
  static Round run(ProcessHandle server, Operation operation, Bounds bounds) {
    Cpu before = Cpu.of(server);
    long start = System.nanoTime();
    Load load = new Load(operation, bounds);
    for (int line = 0; line < bounds.atOnce(); line++) {
      load.next();
    }
    Await.await(load.over.future());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Round(load.ended.get(), load.errors.get(), took, Cpu.of(server).since(before));
  }

  private void next() {
    long number = begun.getAndIncrement();
    if (number >= bounds.most() || System.nanoTime() > end) {
      if (lines.decrementAndGet() == 0) {
        over.complete();
      }
      return;
    }
    operation
        .run(number)
        .onComplete(done -> {
          ended.incrementAndGet();
          if (done.failed() && errors.getAndIncrement() == 0) {
            System.err.println("First error: " + done.cause());
          }
          next();
        });
  }
}
