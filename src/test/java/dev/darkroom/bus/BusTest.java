package dev.darkroom.bus;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.LoadEnvironment;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BusTest {
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus =
      new Bus(vertx, new Bus.Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(30)));

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  /** {@code await()} throws checked exceptions undeclared; they must not swallow the reply. */
  @Test
  void aCheckedFailureThatIsAwaitedIsAnswered() {
    VerticleBase verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            bus.serve(LoadEnvironment.ADDRESS, Bus.awaiting(asked -> BusTest.brokenOff().await()));
            return Future.succeededFuture();
          }
        };
    await(
        vertx.deployVerticle(
            verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
    Refusal refusal =
        failure(Refusal.class, bus.request(LoadEnvironment.ADDRESS, new LoadEnvironment(1)));
    assertEquals(ErrorCode.GENERAL_ERROR, refusal.code());
  }

  private static Future<Environment> brokenOff() {
    return Future.failedFuture(new IOException("broken"));
  }
}
