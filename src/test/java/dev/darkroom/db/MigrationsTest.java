package dev.darkroom.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MigrationsTest {

  @Test
  void twoNodesThatStartAtOnceMigrateOnce() throws Exception {
    PostgresAddress address = TestDatabase.empty();
    Callable<String> node =
        () -> {
          Migrations.run(address, "classpath:db/testmigration");
          return "done";
        };
    try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
      for (Future<String> each : nodes.invokeAll(List.of(node, node))) {
        assertEquals("done", each.get(30, TimeUnit.SECONDS));
      }
    }
    assertEquals(2, applied(address));
  }

  @Test
  void aMigrationThatCannotBeAppliedIsToldInOneSentence() {
    PostgresAddress address = TestDatabase.empty();
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () -> Migrations.run(address, "classpath:db/brokenmigration"));
    String text = String.valueOf(refused.getMessage());
    assertTrue(text.startsWith("The tables in postgresql://darkroom@127.0.0.1:"), text);
    assertTrue(text.contains("V1__broken.sql"), text);
  }

  private static long applied(PostgresAddress address) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      return new Database(vertx, address.forPool(), 1)
          .query("select count(*) from step", Tuple.tuple())
          .map(rows -> rows.iterator().next().getLong(0))
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }
}
