package dev.darkroom.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Await;
import dev.darkroom.testing.PrivateAuthority;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers on the same network: what they can and cannot do. */
final class ClusterSafetyTest {
  private static final String SECRET = "a-secret-of-all-nodes";
  private static final String ADDRESS = "safety.hello";

  @TempDir Path folder;

  @Test
  void onlyWhoHasTheSecretJoins() throws Exception {
    try (Cluster first = node(List.of(), secret(SECRET));
        Cluster friend = node(List.of(first.address()), secret(SECRET));
        Cluster stranger = node(List.of(first.address()), secret("another-secret-altogether"));
        Cluster nobody = node(List.of(first.address()), ClusterSafety.none())) {
      Set<String> both = Set.of(first.nodeId(), friend.nodeId());
      assertEquals(both, first.members());
      assertEquals(both, friend.members());
      assertEquals(Set.of(stranger.nodeId()), stranger.members());
      assertEquals(Set.of(nobody.nodeId()), nobody.members());
    }
  }

  @Test
  void theNameIsMadeOfTheSecretAndDoesNotShowIt() {
    ClusterSafety safety = secret(SECRET);
    // printf %s darkroom | openssl dgst -sha256 -hmac a-secret-of-all-nodes
    assertEquals("darkroom-ef218a6cd152af48ac9fd0eeb9eef780", safety.clusterName().orElseThrow());
    assertFalse(safety.toString().contains(SECRET));
    assertEquals(Optional.empty(), ClusterSafety.none().clusterName());
  }

  @Test
  void withTlsOnlyWhoHasACertificateOfTheAuthorityIsHeard() throws Exception {
    PrivateAuthority ours = new PrivateAuthority(folder, "ours");
    PrivateAuthority theirs = new PrivateAuthority(folder, "theirs");
    BusTls forged =
        new BusTls(
            theirs.node("x").certificate(), folder.resolve("x.key"), folder.resolve("ours.pem"));
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    try (Cluster first = node(List.of(), tls(ours.node("first")))) {
      first
          .vertx()
          .eventBus()
          .<String>consumer(ADDRESS)
          .handler(message -> {
            heard.add(message.body());
            message.reply("hello " + message.body());
          });
      try (Cluster friend = node(List.of(first.address()), tls(ours.node("friend")));
          Cluster plain = node(List.of(first.address()), ClusterSafety.none());
          Cluster liar = node(List.of(first.address()), tls(forged))) {
        Await.until("the friend is answered", () -> "hello friend".equals(ask(friend, "friend")));
        for (Cluster stranger : List.of(plain, liar)) {
          assertTrue(first.members().contains(stranger.nodeId()), "Hazelcast itself lets it in");
          assertEquals("", ask(stranger, "stranger"));
        }
        assertEquals("hello friend", ask(friend, "friend"));
      }
    }
    assertEquals(Set.of("friend"), Set.copyOf(heard));
  }

  /** The answer, or nothing. */
  private static String ask(Cluster from, String who) {
    try {
      return Await.await(
          from.vertx()
              .eventBus()
              .<String>request(ADDRESS, who, new DeliveryOptions().setSendTimeout(1_000))
              .map(reply -> reply.body()));
    } catch (ReplyException unanswered) {
      return "";
    }
  }

  private static ClusterSafety secret(String secret) {
    return new ClusterSafety(Optional.of(secret), Optional.empty());
  }

  private static ClusterSafety tls(BusTls tls) {
    return new ClusterSafety(Optional.empty(), Optional.of(tls));
  }

  private static Cluster node(List<String> members, ClusterSafety safety)
      throws InterruptedException {
    return Cluster.start(
        new ClusterAddress("127.0.0.1", 0, members, false, safety), new VertxOptions());
  }
}
