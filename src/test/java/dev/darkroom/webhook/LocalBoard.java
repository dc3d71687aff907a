package dev.darkroom.webhook;

import dev.darkroom.outbox.Deliveries.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A board of one node. */
final class LocalBoard implements RetryBoard {
  private final Map<Long, Retry> entries = new ConcurrentHashMap<>();
  private Consumer<Retry> listener = retry -> {};

  @Override
  public void put(Retry retry, Duration delay) {
    entries.put(retry.lease().id(), retry);
    listener.accept(retry);
  }

  @Override
  public void remove(Lease lease) {
    entries.remove(lease.id());
  }

  @Override
  public void listen(Consumer<Retry> newListener) {
    listener = newListener;
  }

  @Override
  public List<Retry> mine() {
    return List.copyOf(entries.values());
  }
}
