package dev.darkroom.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ListTriggers;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.TriggerList;
import dev.darkroom.testing.Await;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BusTest {
  private static final ListTriggers REQUEST = new ListTriggers(1, null);

  private Vertx vertx;
  private Bus bus;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    bus = new Bus(vertx, new Bus.Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(10)));
  }

  @AfterEach
  void stop() {
    Await.await(vertx.close());
  }

  /** An await throws the database's IOException as it is: no caller may wait for the deadline. */
  @Test
  void aCheckedExceptionOfAnAwaitIsAnsweredAtOnce() {
    answering(asked -> {
      TriggerList never = Future.<TriggerList>failedFuture(new IOException("gone")).await();
      return Future.succeededFuture(never);
    });
    Refusal refusal = Await.failure(Refusal.class, bus.request(ListTriggers.ADDRESS, REQUEST));
    assertEquals(ErrorCode.GENERAL_ERROR, refusal.code());
  }

  @Test
  void aRefusalIsCarriedWithItsText() {
    answering(asked -> Future.failedFuture(new Refusal(ErrorCode.NOT_FOUND, "Trigger", "7")));
    Refusal refusal = Await.failure(Refusal.class, bus.request(ListTriggers.ADDRESS, REQUEST));
    assertEquals(ErrorCode.NOT_FOUND, refusal.code());
    assertEquals("Trigger not found - 7", refusal.getMessage());
  }

  @Test
  void nobodyThereIsUnavailable() {
    Future<TriggerList> asked = bus.request(ListTriggers.ADDRESS, REQUEST);
    assertEquals(ErrorCode.UNAVAILABLE, Await.failure(Refusal.class, asked).code());
  }

  private void answering(Function<ListTriggers, Future<TriggerList>> answer) {
    DeploymentOptions options =
        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    Await.await(
        vertx.deployVerticle(
            new AbstractVerticle() {
              @Override
              public void start() {
                bus.serve(ListTriggers.ADDRESS, answer);
              }
            },
            options));
  }
}
