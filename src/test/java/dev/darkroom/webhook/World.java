package dev.darkroom.webhook;

import dev.darkroom.outbox.Deliveries.Lease;
import dev.darkroom.outbox.Delivery;
import dev.darkroom.outbox.Lane;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.protocol.EventType;
import dev.darkroom.testing.ManualClock;
import dev.darkroom.webhook.DeliveriesInMemory.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A simulated cluster of three nodes, step by step, from one seed. */
final class World {
  private static final int NODES = 3;
  private static final int HOSTS = 6;

  /** The host that wants what is told of an asset in order, and how many assets there are. */
  private static final int ORDERED = 4;

  private static final int ASSETS = 40;
  private static final WebhookSettings SETTINGS =
      new WebhookSettings(
          RetrySchedule.STANDARD,
          Duration.ofSeconds(20),
          2,
          8,
          4,
          12,
          Duration.ofSeconds(1),
          Duration.ofMinutes(15),
          Duration.ofSeconds(10),
          Duration.ofMinutes(40));

  /** A node: all that is lost when it dies. */
  private static final class Node {
    final String name;
    final LeaseOwner owner;
    final Dispatcher dispatcher;
    final RetryTimers retries;
    boolean isAlive = true;

    Node(World world, String name) {
      this.name = name;
      this.owner = new LeaseOwner(name, SETTINGS.lease());
      Timers timers = world.agenda.timers(() -> isAlive);
      this.retries = new RetryTimers(world.board, SETTINGS.timerWindow(), timers, world.clock);
      this.dispatcher =
          new Dispatcher(
              new Dispatcher.Parts(
                  SETTINGS,
                  owner,
                  world.deliveries.seenBy(name, SETTINGS, timers),
                  world.receivers.courier(timers),
                  world.endpoints,
                  new EndpointHealth(world.endpoints, SETTINGS.disableAfter()),
                  timers,
                  world.clock,
                  () -> 0.5,
                  () -> 1),
              retries);
    }
  }

  final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  final DeliveriesInMemory deliveries = new DeliveriesInMemory(clock);
  final Receivers receivers;
  final Endpoints endpoints;
  private final Agenda agenda = new Agenda(clock);
  private final Board board = new Board();
  private final Random random;
  private final boolean withFaults;
  private final List<Node> nodes = new ArrayList<>();
  private long lastId;
  private int started;

  World(long seed, boolean withFaults) {
    this.random = new Random(seed);
    this.withFaults = withFaults;
    this.receivers = new Receivers(random, deliveries, agenda.timers(() -> true));
    this.endpoints = new Endpoints(random, clock, deliveries);
    for (int i = 0; i < NODES; i++) {
      startNode();
    }
    releaseForgotten();
  }

  /** How many nodes were started so far. */
  int started() {
    return started;
  }

  /** One thing happens. */
  void step() {
    int choice = random.nextInt(1000);
    if (choice < 400) {
      upload();
    } else if (withFaults && choice < 403) {
      kill(nodes.get(random.nextInt(nodes.size())));
    } else if (withFaults && choice < 408) {
      deliveries.failNext(1 + random.nextInt(20));
    } else if (withFaults && choice < 410) {
      board.entries.clear();
    } else if (choice < 412) {
      endpoints.pauseOrResume(url(random.nextInt(HOSTS)));
    } else {
      agenda.pass(Duration.ofMillis(random.nextInt(2_000)));
    }
  }

  /** Nothing new happens; what is under way comes to its end. */
  void calm() {
    endpoints.resumeAll();
    for (int minute = 0; minute < 24 * 60 && !deliveries.isAllOver(); minute++) {
      agenda.pass(Duration.ofMinutes(1));
    }
  }

  private void upload() {
    Node node = nodes.get(random.nextInt(nodes.size()));
    List<Delivery> leased = new ArrayList<>();
    List<Long> inTurn = new ArrayList<>();
    int destinations = 1 + random.nextInt(3);
    for (int i = 0; i < destinations; i++) {
      String url = url(random.nextInt(HOSTS));
      if (url.equals(url(ORDERED))) {
        String asset = url + " " + random.nextInt(ASSETS);
        deliveries.insert(new Stored(delivery(++lastId, url, 0), asset, null, Instant.MAX));
        inTurn.add(lastId);
        continue;
      }
      boolean hasRoom = node.owner.hasRoom(Lane.of(1, url, true));
      Delivery delivery = delivery(++lastId, url, hasRoom ? 1 : 0);
      Instant due = hasRoom ? clock.instant().plus(SETTINGS.lease()) : clock.instant();
      deliveries.insert(new Stored(delivery, "", hasRoom ? node.name : null, due));
      if (hasRoom) {
        leased.add(delivery);
      }
    }
    // Between the commit and the nudge a node may die; the nudge is also all that may be lost.
    if (!withFaults || random.nextInt(100) > 0) {
      node.dispatcher.accept(leased);
      node.dispatcher.queue(inTurn);
    }
  }

  private static String url(int host) {
    return "http://host" + host + ".example/hook";
  }

  private static Delivery delivery(long id, String url, int fence) {
    String lane = Lane.of(1, url, true);
    boolean inTurn = url.equals(url(ORDERED));
    return new Delivery(
        id, fence, 0, id, 1, EventType.UPLOAD, url, lane, null, "{}", "key", null, inTurn);
  }

  /** As the keeper of the URLs does it in every process. */
  private void releaseForgotten() {
    agenda
        .timers(() -> true)
        .after(
            Duration.ofSeconds(30),
            () -> {
              deliveries.releaseForgotten();
              releaseForgotten();
            });
  }

  private void startNode() {
    Node node = new Node(this, "node" + ++started);
    nodes.add(node);
    node.dispatcher
        .start(living())
        .onFailure(away ->
            agenda.timers(() -> node.isAlive).after(Duration.ofSeconds(1), () -> restart(node)));
    sweep(node);
  }

  private void restart(Node node) {
    kill(node);
  }

  private void sweep(Node node) {
    agenda
        .timers(() -> node.isAlive)
        .after(
            SETTINGS.sweep(),
            () -> {
              node.dispatcher.tick();
              sweep(node);
            });
  }

  private void kill(Node dead) {
    dead.isAlive = false;
    nodes.remove(dead);
    agenda
        .timers(() -> true)
        .after(
            Duration.ofMillis(500),
            () -> {
              nodes.forEach(node -> node.dispatcher.release(living()));
              nodes.forEach(node -> node.retries.arm(board.of(node)));
            });
    startNode();
  }

  private Set<String> living() {
    return nodes.stream().map(node -> node.name).collect(Collectors.toSet());
  }

  /** The retries, shared out by delivery id among the nodes that are alive. */
  private final class Board implements RetryBoard {
    final Map<Long, Retry> entries = new HashMap<>();

    @Override
    public void put(Retry retry, Duration delay) {
      entries.put(retry.lease().id(), retry);
      owner(retry.lease()).retries.arm(retry);
    }

    @Override
    public void remove(Lease lease) {
      entries.remove(lease.id());
    }

    @Override
    public void listen(Consumer<Retry> listener) {
      throw new UnsupportedOperationException("the simulation calls the timers itself");
    }

    @Override
    public List<Retry> mine() {
      throw new UnsupportedOperationException("the simulation asks for a node's");
    }

    List<Retry> of(Node node) {
      return entries.values().stream().filter(retry -> owner(retry.lease()).equals(node)).toList();
    }

    private Node owner(Lease lease) {
      return nodes.get((int) (lease.id() % nodes.size()));
    }
  }
}
