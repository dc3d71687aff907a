package dev.darkroom.webhook;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import dev.darkroom.outbox.Deliveries.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries in a Hazelcast map: the owner of an entry's partition owns the retry; when it dies, the
 * owner of the backup does.
 */
public final class ClusterRetryBoard implements RetryBoard {
  /** The name of the map in the cluster. */
  public static final String MAP = "darkroom.retries";

  private static final Logger LOG = LoggerFactory.getLogger(ClusterRetryBoard.class);
  private static final Duration KEPT_AFTER_DUE = Duration.ofMinutes(1);

  private final IMap<Long, long[]> map;

  /**
   * A board on the map.
   *
   * @param map delivery id to fence and due time in epoch milliseconds
   */
  public ClusterRetryBoard(IMap<Long, long[]> map) {
    this.map = map;
  }

  @Override
  public void put(Retry retry, Duration delay) {
    long[] value = {retry.lease().fence(), retry.due().toEpochMilli()};
    long kept = delay.plus(KEPT_AFTER_DUE).toMillis();
    map.setAsync(retry.lease().id(), value, kept, TimeUnit.MILLISECONDS)
        .exceptionally(failure -> harmless("not put up", failure));
  }

  @Override
  public void remove(Lease lease) {
    map.removeAsync(lease.id()).exceptionally(failure -> null);
  }

  @Override
  public void listen(Consumer<Retry> listener) {
    EntryAddedListener<Long, long[]> added = event -> listener.accept(retry(event));
    EntryUpdatedListener<Long, long[]> updated = event -> listener.accept(retry(event));
    map.addLocalEntryListener(added);
    map.addLocalEntryListener(updated);
  }

  @Override
  public List<Retry> mine() {
    List<Retry> mine = new ArrayList<>();
    map.getAll(map.localKeySet()).forEach((id, value) -> mine.add(retry(id, value)));
    return mine;
  }

  private static Retry retry(EntryEvent<Long, long[]> event) {
    return retry(event.getKey(), event.getValue());
  }

  private static Retry retry(long id, long[] value) {
    return new Retry(new Lease(id, (int) value[0]), Instant.ofEpochMilli(value[1]));
  }

  private static Void harmless(String what, Throwable failure) {
    LOG.debug("A retry was {}; the sweep will find it", what, failure);
    return null;
  }
}
