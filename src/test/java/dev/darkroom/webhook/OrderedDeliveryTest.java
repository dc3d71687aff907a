package dev.darkroom.webhook;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.ResendDelivery;
import dev.darkroom.protocol.WebhookEndpoint.State;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of one asset arrives in the order of its events, where a URL asks for that. */
final class OrderedDeliveryTest {
  private static final Scene SCENE = new Scene();

  /** What the receiver got, in words like {@code a1 a1 a2}: refused ones come again. */
  private final Queue<String> arrived = new ConcurrentLinkedQueue<>();

  private final Map<String, Integer> times = new ConcurrentHashMap<>();
  private final List<String> deployments = new ArrayList<>();
  private Predicate<String> isRefused = told -> false;
  private String url = "";

  @BeforeEach
  void start() {
    SCENE.clear();
    deployments.add(SCENE.start("one", Scene.QUICK, "127.0.0.0/8"));
    url = receiver();
  }

  @AfterEach
  void stop() {
    deployments.forEach(SCENE::stop);
  }

  @AfterAll
  static void close() {
    SCENE.close();
  }

  @Test
  void ofTwoNodesAndWithFailures() {
    deployments.add(SCENE.start("two", Scene.QUICK, "127.0.0.0/8"));
    isRefused = told -> count(told) == 1 && told.hashCode() % 3 == 0;
    List<String> expected = new ArrayList<>();
    for (int number = 0; number < 25; number++) {
      for (String asset : List.of("a", "b", "c", "d")) {
        tell(asset, number);
        expected.add(asset + number);
      }
    }
    until("all", () -> SCENE.list("delivered").size() == expected.size());
    for (String asset : List.of("a", "b", "c", "d")) {
      List<String> taken = arrived.stream().filter(told -> told.startsWith(asset)).toList();
      assertEquals(
          expected.stream()
              .filter(told -> told.startsWith(asset))
              .flatMap(told -> IntStream.range(0, count(told)).mapToObj(any -> told))
              .toList(),
          taken);
    }
    assertTrue(arrived.size() > expected.size(), "nothing ever failed");
    until("tidied up", () -> SCENE.count("delivery_turn") == 0);
  }

  @Test
  void theDeadReleaseTheRestAndOthersDoNotWait() {
    isRefused = "a1"::equals;
    tell("a", 1);
    tell("a", 2);
    tell("b", 1);
    until("all", () -> SCENE.list(null).stream().noneMatch(one -> one.endedAt() == null));
    assertEquals(List.of("a1", "b1", "a1", "a1", "a2"), List.copyOf(arrived));
    assertEquals(1, SCENE.list("dead").size());
  }

  @Test
  void whatNamesSeveralWaitsForAllOfThem() {
    isRefused = told -> told.equals("a1") && count(told) == 1;
    tell("a", 1);
    tell("b", 1);
    tell(
        new JsonObject("{\"resources\":[{\"public_id\":\"a\"},{\"public_id\":\"b\"}]}")
            .put("is", "delete"));
    tell("b", 2);
    tell(JsonObject.of("from_public_id", "b", "to_public_id", "c").put("is", "rename"));
    tell("c", 1);
    until("all", () -> SCENE.list("delivered").size() == 6);
    assertEquals(List.of("a1", "b1", "a1", "delete", "b2", "rename", "c1"), List.copyOf(arrived));
  }

  @Test
  void whatNamesNothingHasAnOrderOfItsOwn() {
    isRefused = told -> told.equals("folder1") && count(told) == 1;
    tell(JsonObject.of("is", "folder1"));
    tell(JsonObject.of("is", "folder2"));
    tell("a", 1);
    until("all", () -> SCENE.list("delivered").size() == 3);
    assertEquals(List.of("folder1", "a1", "folder1", "folder2"), List.copyOf(arrived));
  }

  @Test
  void whoTakesOverKeepsTheOrder() {
    commit("a", 1);
    commit("a", 2);
    SCENE.sql(
        "update delivery set owner = 'dead', fence = 1, due = now(),"
            + " leased_until = now() + interval '1 hour'"
            + " where id = (select min(id) from delivery)");
    SCENE.release(null);
    assertEquals(1, SCENE.count("delivery where due = 'infinity'"));
    SCENE.dies("dead");
    until("both", () -> SCENE.list("delivered").size() == 2);
    assertEquals(List.of("a1", "a2"), List.copyOf(arrived));
  }

  @Test
  void whatEverybodyForgotGoesInOrder() {
    commit("a", 1);
    commit("a", 2);
    commit("b", 1);
    SCENE.release(null);
    until("all", () -> SCENE.list("delivered").size() == 3);
    assertEquals(
        List.of("a1", "a2"), arrived.stream().filter(told -> told.startsWith("a")).toList());
  }

  @Test
  void pausedAndResumedTheyKeepTheirOrder() {
    SCENE.save(url, State.PAUSED);
    tell("a", 1);
    tell("a", 2);
    SCENE.release(null);
    assertEquals(2, SCENE.count("delivery where due = 'infinity' and owner is null"));
    SCENE.save(url, State.ACTIVE);
    SCENE.release(url);
    until("both", () -> SCENE.list("delivered").size() == 2);
    assertEquals(List.of("a1", "a2"), List.copyOf(arrived));
  }

  @Test
  void whatSomebodySendsByHandGoesAtOnce() {
    stop();
    deployments.clear();
    WebhookSettings slow =
        WebhookSettings.of(RetrySchedule.parse("1500ms"), Duration.ofSeconds(1), 8, 256);
    deployments.add(SCENE.start("slow", slow, "127.0.0.0/8"));
    isRefused = "a1"::equals;
    tell("a", 1);
    tell("a", 2);
    tell("a", 3);
    until("refused", () -> !arrived.isEmpty());
    long second = SCENE.list("pending").get(1).id();
    await(
        SCENE.bus.request(ResendDelivery.ADDRESS, new ResendDelivery(SCENE.environment(), second)));
    until("all", () -> SCENE.list("pending").isEmpty());
    List<String> told = List.copyOf(arrived);
    assertTrue(told.indexOf("a2") < told.lastIndexOf("a1"), told.toString());
    assertEquals("a3", told.getLast());
  }

  private int count(String told) {
    return times.getOrDefault(told, 0);
  }

  private void tell(String asset, int number) {
    tell(JsonObject.of("public_id", asset, "is", asset + number));
  }

  private void tell(JsonObject body) {
    SCENE.bus.publish(EventCommitted.TOPIC, SCENE.commitInOrder(url, body.encode()));
  }

  private void commit(String asset, int number) {
    SCENE.commitInOrder(url, JsonObject.of("public_id", asset, "is", asset + number).encode());
  }

  private String receiver() {
    return "http://127.0.0.1:"
        + await(
                SCENE
                    .vertx
                    .createHttpServer()
                    .requestHandler(request ->
                        request
                            .body()
                            .onSuccess(body -> {
                              String told = new JsonObject(body).getString("is");
                              times.merge(told, 1, Integer::sum);
                              arrived.add(told);
                              request
                                  .response()
                                  .setStatusCode(isRefused.test(told) ? 500 : 200)
                                  .end();
                            }))
                    .listen(0, "127.0.0.1"))
            .actualPort()
        + "/";
  }
}
