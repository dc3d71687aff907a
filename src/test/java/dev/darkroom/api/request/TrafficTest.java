package dev.darkroom.api.request;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.CountServed;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ServedCount;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TrafficTest {
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus =
      new Bus(vertx, new Bus.Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(5)));
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-31T23:59:59Z"));
  private final Traffic traffic = new Traffic(bus, clock);
  private final List<CountServed> told = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  @BeforeEach
  void listen() {
    await(
        vertx.deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                bus.serve(CountServed.ADDRESS, TrafficTest.this::hear);
                return Future.succeededFuture();
              }
            }));
  }

  private Future<Done> hear(CountServed counts) {
    if (broken) {
      return Future.failedFuture(new Refusal(ErrorCode.GENERAL_ERROR));
    }
    told.add(counts);
    return Future.succeededFuture(new Done());
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void itIsToldOncePerEnvironmentAndDay() {
    traffic.count(1, 100);
    traffic.count(1, 50);
    traffic.count(2, 7);
    clock.advance(Duration.ofSeconds(2));
    traffic.count(1, 1);
    await(traffic.flush());
    await(traffic.flush());
    assertEquals(1, told.size());
    assertEquals(
        Set.of(
            new ServedCount(1, "2026-01-31", 2, 150),
            new ServedCount(2, "2026-01-31", 1, 7),
            new ServedCount(1, "2026-02-01", 1, 1)),
        Set.copyOf(told.getFirst().counts()));
  }

  @Test
  void whatCannotBeToldWaits() {
    broken = true;
    traffic.count(1, 100);
    assertTrue(failure(Refusal.class, traffic.flush()) != null);
    traffic.count(1, 11);
    broken = false;
    await(traffic.flush());
    assertEquals(List.of(new ServedCount(1, "2026-01-31", 2, 111)), told.getFirst().counts());
  }

  @Test
  void nothingIsLostBetweenThreads() {
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(each -> {
          traffic.count(each % 3, 2);
          if (each % 500 == 0) {
            traffic.flush();
          }
        });
    await(traffic.flush());
    Await.until("all are told", () -> sum(ServedCount::requests) == 10_000);
    assertEquals(20_000, sum(ServedCount::bytes));
  }

  private long sum(ToLongFunction<ServedCount> what) {
    return told.stream().flatMap(each -> each.counts().stream()).mapToLong(what).sum();
  }
}
