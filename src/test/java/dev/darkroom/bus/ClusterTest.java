package dev.darkroom.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ClusterTest {
  private static Cluster first;

  @BeforeAll
  static void start() throws Exception {
    first = node(List.of());
  }

  @AfterAll
  static void stop() {
    first.close();
  }

  @Test
  void aNodeJoinsByNameAndItsLeavingIsTold() throws Exception {
    CompletableFuture<Void> left = new CompletableFuture<>();
    Cluster second = node(List.of(first.address()));
    String name = second.nodeId();
    first.onMemberRemoved(node -> {
      if (node.equals(name)) {
        left.complete(null);
      }
    });
    assertTrue(second.members().containsAll(Set.of(first.nodeId(), name)));
    second.<String, Long>map("darkroom.retries").put("delivery", 7L);
    assertEquals(7L, first.<String, Long>map("darkroom.retries").get("delivery"));
    second.close();
    left.get(20, TimeUnit.SECONDS);
    assertFalse(first.members().contains(name));
    assertEquals(7L, first.<String, Long>map("darkroom.retries").get("delivery"));
  }

  @Test
  void aNodeWithoutMembersStaysAlone() throws Exception {
    try (Cluster stranger = node(List.of())) {
      assertEquals(Set.of(stranger.nodeId()), stranger.members());
    }
  }

  @Test
  void aPlainApplicationWithTheSameFileHearsEvents() throws Exception {
    Vertx application = application(first.address());
    try {
      CompletableFuture<JsonObject> heard = new CompletableFuture<>();
      await(
          application
              .eventBus()
              .<JsonObject>consumer("darkroom.event.upload")
              .handler(event -> heard.complete(event.body()))
              .completion());
      Bus bus =
          new Bus(first.vertx(), new Bus.Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(5)));
      JsonObject event = new JsonObject().put("notification_type", "upload").put("bytes", 12);
      long timer =
          first.vertx().setPeriodic(1, 50, tick -> bus.publish("darkroom.event.upload", event));
      assertEquals(event, heard.get(20, TimeUnit.SECONDS));
      first.vertx().cancelTimer(timer);
    } finally {
      await(application.close());
    }
  }

  @Test
  void anOpenAddressIsRefusedUnlessTheNetworkIsTrusted() {
    ClusterAddress open =
        new ClusterAddress("192.0.2.1", 0, List.of("192.0.2.2:5701"), false, ClusterSafety.none());
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> Cluster.start(open, new VertxOptions()));
    assertTrue(String.valueOf(refused.getMessage()).contains("DARKROOM_CLUSTER_TRUSTED_NETWORK"));
  }

  private static Cluster node(List<String> members) throws InterruptedException {
    return Cluster.start(
        new ClusterAddress("127.0.0.1", 0, members, false, ClusterSafety.none()),
        new VertxOptions());
  }

  /** Another program: it has the file, and its own way of naming the member to join. */
  private static Vertx application(String member) throws Exception {
    Config config = ConfigUtil.loadConfig();
    config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().addMember(member);
    return await(
        Vertx.builder().withClusterManager(new HazelcastClusterManager(config)).buildClustered());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
