package dev.darkroom.bus;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.spi.properties.ClusterProperty;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's membership: one Hazelcast instance, and the clustered Vert.x on it. Alone by default;
 * it joins when members are named.
 */
public final class Cluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String NODE = "__vertx.nodeId";
  private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";
  private static final int START_SECONDS = 30;
  private static final int STOP_SECONDS = 5;

  private final HazelcastInstance hazelcast;
  private final Vertx vertx;

  private Cluster(HazelcastInstance hazelcast, Vertx vertx) {
    this.hazelcast = hazelcast;
    this.vertx = vertx;
  }

  /**
   * Gives the JVM's common pool two threads at least. With one, as on a machine of two cores,
   * Hazelcast starts a new thread for every callback: four times slower. Call it first in main.
   */
  public static void prepareCommonPool() {
    if (System.getProperty(COMMON_POOL) == null && Runtime.getRuntime().availableProcessors() < 3) {
      System.setProperty(COMMON_POOL, "2");
    }
  }

  /**
   * Starts this node; returns when it is a member.
   *
   * @throws IllegalStateException in one sentence, when the address cannot be used
   */
  public static Cluster start(ClusterAddress address, VertxOptions options)
      throws InterruptedException {
    prepareCommonPool();
    String host = address.numeric();
    Config config = ClusterFile.read().at(host, address);
    config.getMemberAttributeConfig().setAttribute(NODE, UUID.randomUUID().toString());
    // Hazelcast's own hook would end it at once on SIGTERM, under the requests that still drain.
    config.setProperty(ClusterProperty.SHUTDOWNHOOK_ENABLED.getName(), "false");
    HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config);
    try {
      return new Cluster(hazelcast, clustered(hazelcast, options(options, address))).watched();
    } catch (InterruptedException | RuntimeException failure) {
      hazelcast.getLifecycleService().terminate();
      throw failure;
    }
  }

  /** The Vert.x instance whose event bus spans the cluster. */
  public Vertx vertx() {
    return vertx;
  }

  /** This node's name: a UUID that is new at each start. */
  public String nodeId() {
    return nodeId(hazelcast.getCluster().getLocalMember()).orElseThrow();
  }

  /** The names of all nodes that are alive, this one included. */
  public Set<String> members() {
    return hazelcast.getCluster().getMembers().stream()
        .flatMap(member -> nodeId(member).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Where others join: {@code host:port}. */
  public String address() {
    var address = hazelcast.getCluster().getLocalMember().getAddress();
    return address.getHost() + ":" + address.getPort();
  }

  /** Calls back with the name of each node that left or died, on a thread of Hazelcast's. */
  public void onMemberRemoved(Consumer<String> listener) {
    hazelcast
        .getCluster()
        .addMembershipListener(
            new MembershipAdapter() {
              @Override
              public void memberRemoved(MembershipEvent event) {
                nodeId(event.getMember()).ifPresent(listener);
              }
            });
  }

  /** A map that the nodes share. */
  public <K, V> IMap<K, V> map(String name) {
    return hazelcast.getMap(name);
  }

  /** Whether this node is a running member; fails with the reason when it is not. */
  public Future<Void> check() {
    return hazelcast.getLifecycleService().isRunning()
        ? Future.succeededFuture()
        : Future.failedFuture("this node has left the cluster");
  }

  /** Leaves the cluster: first Vert.x, then Hazelcast, which hands its data to the others. */
  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      LOG.warn("Vert.x did not close in order", failure);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      hazelcast.shutdown();
    }
  }

  private Cluster watched() {
    if (ForkJoinPool.getCommonPoolParallelism() < 2) {
      LOG.warn("Slow: start Java with -D{}=2", COMMON_POOL);
    }
    onMemberRemoved(node -> LOG.info("Node {} left; {} remain", node, members().size()));
    return this;
  }

  private static VertxOptions options(VertxOptions given, ClusterAddress address) {
    VertxOptions clustered = new VertxOptions(given);
    String host = address.numeric();
    clustered.getEventBusOptions().setHost(host).setClusterPublicHost(host);
    address.safety().tls().ifPresent(tls -> tls.secure(clustered.getEventBusOptions()));
    return clustered;
  }

  private static Vertx clustered(HazelcastInstance hazelcast, VertxOptions options)
      throws InterruptedException {
    try {
      return Vertx.builder()
          .with(options)
          .withClusterManager(new HazelcastClusterManager(hazelcast))
          .buildClustered()
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(
          "The event bus does not start on " + options.getEventBusOptions().getHost(), failure);
    }
  }

  private static Optional<String> nodeId(Member member) {
    return Optional.ofNullable(member.getAttribute(NODE));
  }
}
