package dev.darkroom.api.request;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.CountServed;
import dev.darkroom.protocol.ServedCount;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node has served and not told yet, for the {@code usage} of the Admin API. Counted in
 * memory by all event loops and told in one go every few seconds and at the end, so that no request
 * writes: a node that is killed loses the counts of its last few seconds.
 */
public final class Traffic {
  private final Bus bus;
  private final InstantSource clock;
  private final Map<Key, Amount> counts = new ConcurrentHashMap<>();

  /** Nothing was served yet. */
  public Traffic(Bus bus, InstantSource clock) {
    this.bus = bus;
    this.clock = clock;
  }

  /** Counts one answered request and the bytes of its answer's body. */
  public void count(long environmentId, long bytes) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    add(new Key(environmentId, today), new Amount(1, bytes));
  }

  /** Tells what was counted since the last time; what cannot be told waits for the next time. */
  public Future<Void> flush() {
    List<ServedCount> taken = take();
    return taken.isEmpty()
        ? Future.succeededFuture()
        : bus.request(CountServed.ADDRESS, new CountServed(taken))
            .onFailure(lost -> taken.forEach(this::giveBack))
            .mapEmpty();
  }

  private List<ServedCount> take() {
    List<ServedCount> taken = new ArrayList<>();
    for (Key key : List.copyOf(counts.keySet())) {
      Amount amount = counts.remove(key);
      if (amount != null) {
        taken.add(
            new ServedCount(
                key.environmentId(), key.day().toString(), amount.requests(), amount.bytes()));
      }
    }
    return taken;
  }

  private void giveBack(ServedCount count) {
    add(
        new Key(count.environmentId(), LocalDate.parse(count.day())),
        new Amount(count.requests(), count.bytes()));
  }

  private void add(Key key, Amount amount) {
    counts.merge(key, amount, Amount::plus);
  }

  private record Key(long environmentId, LocalDate day) {}

  private record Amount(long requests, long bytes) {
    Amount plus(Amount more) {
      return new Amount(requests + more.requests, bytes + more.bytes);
    }
  }
}
