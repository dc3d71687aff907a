package dev.darkroom.asset.search;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Expressions that are valid, and find something now and then. */
final class RandomExpressions {
  private static final List<String> TEXTS =
      List.of(
          "public_id",
          "asset_folder",
          "display_name",
          "filename",
          "tags",
          "context",
          "context.alt",
          "metadata.sku",
          "unknown",
          "context.none");
  private static final List<String> SIGNS = List.of(">", ">=", "<", "<=", ":", "=");

  private final Random random;

  RandomExpressions(Random random) {
    this.random = random;
  }

  String next() {
    return expression(random.nextInt(4));
  }

  private String expression(int depth) {
    if (depth == 0) {
      return term();
    }
    return switch (random.nextInt(6)) {
      case 0 -> expression(depth - 1) + " AND " + expression(depth - 1);
      case 1 -> "(" + expression(depth - 1) + " OR " + expression(depth - 1) + ")";
      case 2 -> expression(depth - 1) + " " + expression(depth - 1);
      case 3 -> "NOT (" + expression(depth - 1) + ")";
      case 4 -> "-(" + expression(depth - 1) + ")";
      default -> "(" + expression(depth - 1) + ")";
    };
  }

  private String term() {
    return switch (random.nextInt(10)) {
      case 0 -> value();
      case 1 -> "bytes" + pick(SIGNS) + pick(List.of("0", "512", "1kb", "1.5kb", "2000"));
      case 2 -> "width" + pick(SIGNS) + random.nextInt(1_100) / 2.0;
      case 3 -> "created_at" + pick(SIGNS) + "2026-05-" + (10 + random.nextInt(12));
      case 4 -> "created_at" + pick(List.of(">", "<", ">=", "<=")) + random.nextInt(20) + "d";
      case 5 -> range();
      case 6 -> "format" + pick(List.of(":", "=")) + pick(List.of("jpg", "PNG", "w*", "mp4"));
      case 7 -> "tags:(" + value() + " OR " + value() + ")";
      case 8 -> "moderation_status:" + pick(List.of("pending", "approved", "a*", "rejected"));
      default -> pick(TEXTS) + pick(List.of(":", "=")) + value();
    };
  }

  private String range() {
    String low = pick(List.of("[", "{"));
    String high = pick(List.of("]", "}"));
    return switch (random.nextInt(4)) {
      case 0 -> "pixels:" + low + random.nextInt(90_000) + " TO *" + high;
      case 1 -> "duration:" + low + "* TO " + random.nextInt(60) + high;
      case 2 -> "metadata.count:" + low + random.nextInt(25) + " TO " + random.nextInt(50) + high;
      default -> "created_at:" + low + "2026-05-05 TO 2026-05-1" + random.nextInt(10) + high;
    };
  }

  private String value() {
    String word = Samples.word(random);
    return switch (random.nextInt(8)) {
      case 0 -> word.substring(0, 1 + random.nextInt(word.length())) + "*";
      case 1 -> "\"" + word + " " + Samples.word(random) + "\"";
      case 2 -> word + "/" + Samples.word(random) + "/*";
      case 3 -> word + "/" + Samples.word(random);
      case 4 -> "sku-" + random.nextInt(20);
      case 5 -> word.toUpperCase(Locale.ROOT);
      case 6 -> word + "_" + random.nextInt(300);
      default -> word;
    };
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
