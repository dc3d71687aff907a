package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.AssetKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moderation at upload (reference/upload-api.md 4.2 and 4.4): {@code duplicate:<similarity>} is
 * decided at once by perceptual hashes, {@code manual} waits for somebody. For virtual threads.
 */
final class Moderations {
  private static final int BITS = 64;
  private static final int SHOWN = 10;
  private static final String DUPLICATE = "duplicate";

  /** Hashes are compared bit by bit; rejected and deleted assets are nobody's original. */
  private static final String ALIKE =
      """
      select asset_id, public_id, bit_count((phash # $2)::bit(64)) as distance from asset
       where environment_id = $1 and phash is not null and blob is not null
         and bit_count((phash # $2)::bit(64)) <= $3
         and not (resource_type = $4 and type = $5 and public_id = $6)
       order by distance, created_at limit $7
      """;

  /**
   * What moderation says of an upload.
   *
   * @param entries {@code [{kind, status, updated_at?, response?}]}
   */
  record Verdict(JsonArray entries, boolean rejected) {
    static final Verdict NONE = new Verdict(new JsonArray(), false);

    /** The kinds that were decided at once. */
    List<JsonObject> decided() {
      return entries.stream()
          .map(JsonObject.class::cast)
          .filter(entry -> List.of("approved", "rejected").contains(entry.getString("status")))
          .toList();
    }

    /** Whether there were several and all of them have ended. */
    boolean isSummary() {
      return entries.size() > 1
          && entries.stream()
              .map(JsonObject.class::cast)
              .noneMatch(entry -> List.of("pending", "queued").contains(entry.getString("status")));
    }
  }

  private final Database database;

  Moderations(Database database) {
    this.database = database;
  }

  /** Whether one of the kinds needs the picture's {@code phash}. */
  static boolean needsHash(List<String> kinds) {
    return kinds.stream().anyMatch(kind -> kind.startsWith(DUPLICATE));
  }

  /** Goes through the kinds in their order; after a rejection the others are aborted. */
  Verdict judge(
      long environmentId, AssetKey key, @Nullable String phash, List<String> kinds, Instant now) {
    JsonArray entries = new JsonArray();
    boolean waiting = false;
    boolean rejected = false;
    for (String kind : kinds) {
      JsonObject entry = new JsonObject().put("kind", kind.split(":", 2)[0]);
      if (rejected || waiting) {
        entry.put("status", rejected ? "aborted" : "queued");
      } else if (kind.startsWith(DUPLICATE)) {
        JsonArray alike = phash == null ? new JsonArray() : alike(environmentId, key, phash, kind);
        rejected = !alike.isEmpty();
        entry
            .put("status", rejected ? "rejected" : "approved")
            .put("updated_at", now.truncatedTo(ChronoUnit.SECONDS).toString());
        if (rejected) {
          entry.put("response", alike);
        }
      } else {
        waiting = true;
        entry.put("status", "pending");
      }
      entries.add(entry);
    }
    return new Verdict(entries, rejected);
  }

  private JsonArray alike(long environmentId, AssetKey key, String phash, String kind) {
    double similarity = Double.parseDouble(kind.substring(kind.indexOf(':') + 1));
    Tuple values =
        Tuple.of(
            environmentId,
            Long.parseUnsignedLong(phash, 16),
            (long) Math.floor(BITS * (1 - similarity)),
            key.resourceType().word(),
            key.type().word(),
            key.publicId().value());
    JsonArray alike = new JsonArray();
    for (Row row : database.query(ALIKE, values.addInteger(SHOWN)).await()) {
      alike.add(
          new JsonObject()
              .put("asset_id", AssetJson.hex(row.getUUID("asset_id")))
              .put("public_id", row.getString("public_id"))
              .put("similarity", 1 - row.getLong("distance") / (double) BITS));
    }
    return alike;
  }
}
