package dev.darkroom.webhook;

import dev.darkroom.bus.Cluster;
import java.util.Set;
import java.util.function.Consumer;

/** The nodes of the cluster, by the names under which they lease. */
public interface Nodes {
  /** Those alive now, this one included. */
  Set<String> living();

  /** Hears of each node that left or died, on any thread. */
  void onRemoved(Consumer<String> listener);

  /** The nodes of a real cluster. */
  static Nodes of(Cluster cluster) {
    return new Nodes() {
      @Override
      public Set<String> living() {
        return cluster.members();
      }

      @Override
      public void onRemoved(Consumer<String> listener) {
        cluster.onMemberRemoved(listener);
      }
    };
  }
}
