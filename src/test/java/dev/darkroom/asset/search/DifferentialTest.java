package dev.darkroom.asset.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.asset.listing.Binder;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random expressions mean the same to PostgreSQL and to a naive evaluator. */
final class DifferentialTest {
  private static final int ASSETS = 300;
  private static final int EXPRESSIONS = 800;
  private static final Instant NOW = Instant.parse("2026-05-20T12:00:00.5Z");
  private static final String CLOUD =
      """
      insert into environment (cloud, name, product_environment_id, folder_mode)
      values ($1, $1, $1, 'dynamic') returning id
      """;

  private static final long SEED = Long.getLong("darkroom.seed", System.nanoTime());
  private static final Vertx VERTX = Vertx.vertx();
  private static final List<Sample> SAMPLES = new ArrayList<>();

  private static Database database;
  private static long environment;

  @BeforeAll
  static void fill() {
    database = TestDatabase.fresh(VERTX).database();
    environment = cloud("one");
    long other = cloud("other");
    Random random = new Random(SEED);
    for (int number = 0; number < ASSETS; number++) {
      Sample sample = Samples.one(number, random, NOW);
      SAMPLES.add(sample);
      Samples.insert(database, environment, sample);
      if (number % 10 == 0) {
        Samples.insert(database, other, sample);
      }
    }
  }

  private static long cloud(String name) {
    return Await.await(database.query(CLOUD, Tuple.of(name))).iterator().next().getLong("id");
  }

  @AfterAll
  static void close() {
    Await.await(VERTX.close());
  }

  @Test
  void expressionsMeanTheSame() {
    RandomExpressions expressions = new RandomExpressions(new Random(SEED + 1));
    int found = 0;
    for (int round = 0; round < EXPRESSIONS; round++) {
      String text = expressions.next();
      Expression expression = Parser.parse(text);
      Set<Integer> expected =
          SAMPLES.stream()
              .filter(sample -> new Naive(sample, NOW).matches(expression))
              .map(Sample::number)
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(expected, selected(expression), () -> "seed " + SEED + ": " + text);
      found += expected.isEmpty() ? 0 : 1;
    }
    assertTrue(found > EXPRESSIONS / 4, "seed " + SEED + ": most expressions find nothing");
  }

  private static Set<Integer> selected(Expression expression) {
    Binder binder = new Binder();
    String cloud = binder.bind(environment);
    Scope scope = new Scope(environment, FolderMode.DYNAMIC, NOW, binder);
    String sql =
        "select a.version as number from asset a where a.environment_id = "
            + cloud
            + "::bigint and "
            + new Translator(scope).sql(expression);
    Set<Integer> numbers = new TreeSet<>();
    for (Row row : Await.await(database.query(sql, binder.tuple()))) {
      numbers.add(row.getInteger("number"));
    }
    return numbers;
  }
}
