package dev.darkroom.webhook;

import static dev.darkroom.testing.Await.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.bus.Cluster;
import dev.darkroom.bus.ClusterAddress;
import dev.darkroom.bus.ClusterSafety;
import dev.darkroom.outbox.Deliveries.Lease;
import dev.darkroom.webhook.RetryBoard.Retry;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ClusterRetryBoardTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant DUE = Instant.ofEpochMilli(1_800_000_000_123L);
  private static final int COUNT = 200;

  /** Two nodes share the retries out, each hears of its own, and the one left inherits them all. */
  @Test
  void everyRetryBelongsToOneNodeAndOutlivesIt() throws InterruptedException {
    try (Cluster first = start(List.of())) {
      RetryBoard here = board(first);
      try (Cluster second = start(List.of(first.address()))) {
        RetryBoard there = board(second);
        until("joined", () -> first.members().size() == 2);
        Set<Retry> heardHere = ConcurrentHashMap.newKeySet();
        Set<Retry> heardThere = ConcurrentHashMap.newKeySet();
        here.listen(heardHere::add);
        there.listen(heardThere::add);
        Set<Retry> all = new HashSet<>(LongStream.range(0, COUNT).mapToObj(this::retry).toList());
        all.forEach(retry -> here.put(retry, HOUR));
        until("heard", () -> heardHere.size() + heardThere.size() == COUNT);
        assertEquals(all, union(heardHere, heardThere));
        assertEquals(all, union(here.mine(), there.mine()));
        // Partitions may still be on their way to the node that joined; in the end it has some.
        until("shared out", () -> !there.mine().isEmpty() && !here.mine().isEmpty());

        Retry again = new Retry(new Lease(0, 7), DUE);
        there.put(again, HOUR);
        until("heard again", () -> heardHere.contains(again) || heardThere.contains(again));
        there.remove(new Lease(1, 1));
        until("removed", () -> here.mine().size() + there.mine().size() == COUNT - 1);
      }
      until("inherited", () -> here.mine().size() == COUNT - 1);
    }
  }

  private static Set<Retry> union(Collection<Retry> some, Collection<Retry> others) {
    Set<Retry> union = new HashSet<>(some);
    union.addAll(others);
    return union;
  }

  private Retry retry(long id) {
    return new Retry(new Lease(id, 1), DUE);
  }

  private static RetryBoard board(Cluster cluster) {
    return new ClusterRetryBoard(cluster.map(ClusterRetryBoard.MAP));
  }

  private static Cluster start(List<String> members) throws InterruptedException {
    return Cluster.start(
        new ClusterAddress("127.0.0.1", 0, members, false, ClusterSafety.none()),
        new VertxOptions());
  }
}
