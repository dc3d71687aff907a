package dev.darkroom.asset.search;

import dev.darkroom.db.Database;
import dev.darkroom.testing.Await;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Generated assets out of few words, so that random expressions find some. */
final class Samples {
  static final List<String> WORDS = List.of("cat", "dog", "house", "boat", "Tree", "car");
  private static final List<String> FORMATS = List.of("jpg", "png", "webp", "mp4");
  private static final String INSERT =
      """
      insert into asset (environment_id, asset_id, resource_type, type, public_id, version,
        version_id, blob, bytes, etag, format, width, height, tags, context, metadata,
        asset_folder, display_name, original_filename, uploaded_by, created_at, duration, moderation)
      values ($1, $2, 'image', 'upload', $3, $4, $2, '\\x00', $5, 'e', $6, $7, $8, $9,
        $10::text::jsonb, $11::text::jsonb, $12, $13, $14, 'key', $15, $16, $17::text::jsonb)
      """;

  private Samples() {}

  static Sample one(int number, Random random, Instant now) {
    Map<String, String> context = new TreeMap<>();
    if (random.nextBoolean()) {
      context.put("alt", word(random) + " and " + word(random));
    }
    if (random.nextInt(3) == 0) {
      context.put("owner", word(random));
    }
    String folder = random.nextInt(4) == 0 ? "" : word(random) + "/" + word(random);
    return new Sample(
        number,
        (folder.isEmpty() ? "" : folder + "/") + word(random) + "_" + number,
        folder,
        word(random) + " " + number,
        Stream.generate(() -> tag(random)).limit(random.nextInt(4)).distinct().toList(),
        context,
        random.nextInt(3) == 0 ? null : "sku-" + random.nextInt(20),
        random.nextInt(3) == 0 ? null : random.nextInt(50),
        FORMATS.get(random.nextInt(FORMATS.size())),
        random.nextInt(5) * 512L,
        1 + random.nextInt(10) * 100,
        1 + random.nextInt(10) * 100,
        random.nextInt(4) == 0 ? random.nextInt(100) / 2.0 : null,
        random.nextInt(4) == 0 ? (random.nextBoolean() ? "pending" : "approved") : null,
        now.minusSeconds(random.nextInt(20 * 86_400)));
  }

  private static String tag(Random random) {
    return random.nextInt(3) == 0 ? word(random) + " " + word(random) : word(random);
  }

  static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  static UUID id(int number) {
    return new UUID(0, number);
  }

  static void insert(Database database, long environmentId, Sample sample) {
    JsonObject metadata = new JsonObject();
    if (sample.sku() != null) {
      metadata.put("sku", sample.sku());
    }
    if (sample.count() != null) {
      metadata.put("count", sample.count());
    }
    JsonArray moderation = new JsonArray();
    if (sample.moderation() != null) {
      moderation.add(JsonObject.of("kind", "manual", "status", sample.moderation()));
    }
    Tuple values =
        Tuple.of(environmentId, id(sample.number()), sample.publicId(), (long) sample.number())
            .addLong(sample.bytes())
            .addString(sample.format())
            .addInteger(sample.width())
            .addInteger(sample.height())
            .addArrayOfString(sample.tags().toArray(String[]::new))
            .addString(new JsonObject(Map.<String, Object>copyOf(sample.context())).encode())
            .addString(metadata.encode())
            .addString(sample.folder())
            .addString(sample.displayName())
            .addString("IMG_" + sample.number())
            .addOffsetDateTime(sample.createdAt().atOffset(ZoneOffset.UTC))
            .addDouble(sample.duration())
            .addString(moderation.encode());
    Await.await(database.query(INSERT, values));
  }
}
