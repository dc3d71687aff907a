package dev.darkroom.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SystemResolverTest {
  private final Vertx vertx = Vertx.vertx();
  private final SystemResolver resolver = new SystemResolver(vertx, Duration.ofSeconds(5));

  @AfterEach
  void close() throws Exception {
    resolver.close();
    await(vertx.close());
  }

  @Test
  void findsLocalhostOnTheCallersContext() throws Exception {
    Context caller = vertx.getOrCreateContext();
    Promise<Context> answered = Promise.promise();
    Promise<List<InetAddress>> found = Promise.promise();
    caller.runOnContext(nothing ->
        resolver
            .resolve("localhost")
            .onComplete(answer -> {
              answered.complete(Vertx.currentContext());
              found.handle(answer);
            }));
    assertTrue(await(found.future()).stream().allMatch(InetAddress::isLoopbackAddress));
    assertSame(caller, await(answered.future()));
  }

  @Test
  void saysThatANameHasNoAddress() throws Exception {
    Throwable failure =
        await(resolver.resolve("nowhere.invalid").transform(done -> Future.succeededFuture(done)))
            .cause();
    assertInstanceOf(UnresolvedHost.class, failure);
    assertEquals("no address for nowhere.invalid", failure.getMessage());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
