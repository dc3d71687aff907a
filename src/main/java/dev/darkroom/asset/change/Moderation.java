package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.ModerationJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The moderations of one asset, in their order: one is pending, those after it are queued
 * (reference/upload-api.md 4.4). It is pure.
 *
 * @param decided the place of the one that was decided last; -1 for none
 */
record Moderation(List<JsonObject> entries, int decided) {
  static final String REJECTED = ModerationJson.REJECTED;
  private static final String MANUAL = "manual";
  private static final String PENDING = "pending";
  private static final String QUEUED = "queued";
  private static final String ABORTED = "aborted";
  private static final Set<String> OPEN = Set.of(PENDING, QUEUED);

  static Moderation of(JsonArray json) {
    List<JsonObject> entries = new ArrayList<>();
    for (int at = 0; at < json.size(); at++) {
      entries.add(json.getJsonObject(at).copy());
    }
    return new Moderation(List.copyOf(entries), -1);
  }

  /** The same after a person decided: the manual one, else the pending one, else a new one. */
  Moderation set(String status, Instant now) {
    List<JsonObject> after = new ArrayList<>(entries);
    int at = decidable(after);
    if (at < 0) {
      at = after.size();
      after.add(new JsonObject().put("kind", MANUAL));
    }
    after.set(
        at,
        after
            .get(at)
            .copy()
            .put("status", status)
            .put("updated_at", now.truncatedTo(ChronoUnit.SECONDS).toString()));
    if (!status.equals(PENDING)) {
      goOn(after, at, status);
    }
    return new Moderation(List.copyOf(after), at);
  }

  /** Whether there were several, and none of them waits any more. */
  boolean hasEnded() {
    return entries.size() > 1
        && entries.stream().noneMatch(one -> OPEN.contains(one.getString("status", "")));
  }

  /** Whether somebody rejected it. */
  boolean isRejected() {
    return entries.stream().anyMatch(one -> REJECTED.equals(one.getString("status")));
  }

  JsonArray json() {
    return new JsonArray(new ArrayList<>(entries));
  }

  /** The members of a {@code moderation} notification. */
  JsonObject told(Asset asset, AssetJson json) {
    return ModerationJson.decision(json, asset, entries.get(decided));
  }

  /** The members of a {@code moderation_summary} notification. */
  JsonObject summary(Asset asset) {
    return ModerationJson.summary(asset, isRejected(), json());
  }

  private static int decidable(List<JsonObject> entries) {
    int found = -1;
    for (int at = 0; at < entries.size(); at++) {
      JsonObject entry = entries.get(at);
      if (MANUAL.equals(entry.getString("kind"))) {
        return at;
      }
      boolean better = found < 0 || PENDING.equals(entry.getString("status"));
      found = better ? at : found;
    }
    return found;
  }

  /** After a rejection the others are aborted; after an approval the next one's turn comes. */
  private static void goOn(List<JsonObject> entries, int decided, String status) {
    String next = status.equals(REJECTED) ? ABORTED : PENDING;
    for (int at = 0; at < entries.size(); at++) {
      JsonObject entry = entries.get(at);
      if (at != decided && OPEN.contains(entry.getString("status", ""))) {
        entries.set(at, entry.copy().put("status", next));
        next = status.equals(REJECTED) ? ABORTED : QUEUED;
      }
    }
  }
}
