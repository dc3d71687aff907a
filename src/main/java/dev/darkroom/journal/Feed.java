package dev.darkroom.journal;

import dev.darkroom.db.Database;
import dev.darkroom.outbox.EventFeed;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.FollowEvents;
import dev.darkroom.protocol.FollowEvents.FollowedEvents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lets followers wait for events: they are woken by what this node commits, and look for themselves
 * when their time is up, since other nodes commit as well. For one context.
 */
final class Feed {
  private static final int LARGEST_READ = 500;
  private static final int LONGEST_WAIT = 3_000;

  /** For the transactions that were running beside the one that woke a follower. */
  private static final Duration SETTLING = Duration.ofMillis(100);

  private final Vertx vertx;
  private final EventFeed feed;
  private final Map<Long, List<Promise<Boolean>>> waiting = new HashMap<>();

  Feed(Vertx vertx, Database database) {
    this.vertx = vertx;
    this.feed = new EventFeed(database);
  }

  Future<FollowedEvents> follow(FollowEvents asked) {
    String cursor = asked.cursor();
    long millis = Math.clamp(asked.waitMillis(), 0, LONGEST_WAIT);
    if (cursor != null) {
      return follow(asked, cursor, millis);
    }
    return asked.since() == null
        ? feed.now().compose(now -> follow(asked, now, millis))
        : feed.now().compose(now -> early(asked, now));
  }

  /** What happened since a time; when that is nothing, the next look begins behind this one. */
  private Future<FollowedEvents> early(FollowEvents asked, String now) {
    return read(asked, EventFeed.beginning())
        .map(read -> read.events().isEmpty() ? new FollowedEvents(List.of(), now) : read);
  }

  void committed(EventCommitted event) {
    List<Promise<Boolean>> woken = waiting.remove(event.environmentId());
    if (woken != null) {
      woken.forEach(promise -> promise.tryComplete(true));
    }
  }

  private Future<FollowedEvents> follow(FollowEvents asked, String cursor, long millis) {
    if (millis <= 0 || asked.limit() <= 0) {
      return read(asked, cursor);
    }
    long begun = System.nanoTime();
    // Before the look: what is committed between the two must not be slept through.
    Promise<Boolean> woken = Promise.promise();
    waiting.computeIfAbsent(asked.environmentId(), first -> new ArrayList<>(1)).add(woken);
    return read(asked, cursor)
        .compose(read ->
            read.events().isEmpty()
                ? until(woken, millis)
                    .compose(early -> again(asked, cursor, early ? millis - since(begun) : 0))
                : Future.succeededFuture(read))
        .onComplete(done -> leave(asked.environmentId(), woken));
  }

  private Future<FollowedEvents> again(FollowEvents asked, String cursor, long left) {
    return read(asked, cursor)
        .compose(read ->
            read.events().isEmpty() && left > SETTLING.toMillis()
                ? vertx
                    .timer(SETTLING.toMillis(), TimeUnit.MILLISECONDS)
                    .compose(settled -> follow(asked, cursor, left - SETTLING.toMillis()))
                : Future.succeededFuture(read));
  }

  private Future<FollowedEvents> read(FollowEvents asked, String cursor) {
    int limit = Math.clamp(asked.limit(), 0, LARGEST_READ);
    return feed.read(asked.environmentId(), cursor, asked.since(), limit);
  }

  /** Whether it was woken before its time was up. */
  private Future<Boolean> until(Promise<Boolean> woken, long millis) {
    long timer = vertx.setTimer(millis, id -> woken.tryComplete(false));
    return woken.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void leave(long environmentId, Promise<Boolean> woken) {
    List<Promise<Boolean>> others = waiting.get(environmentId);
    if (others != null && others.remove(woken) && others.isEmpty()) {
      waiting.remove(environmentId);
    }
  }

  private static long since(long begun) {
    return (System.nanoTime() - begun) / 1_000_000;
  }
}
