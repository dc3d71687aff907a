package dev.darkroom.asset.search;

import dev.darkroom.asset.search.Expression.All;
import dev.darkroom.asset.search.Expression.Any;
import dev.darkroom.asset.search.Expression.Everything;
import dev.darkroom.asset.search.Expression.Not;
import dev.darkroom.asset.search.Expression.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an expression means, said once more without SQL, words index or parser of values: slowly, by
 * looking at every asset.
 */
final class Naive {
  private final Sample asset;
  private final Instant now;

  Naive(Sample asset, Instant now) {
    this.asset = asset;
    this.now = now;
  }

  boolean matches(Expression expression) {
    return switch (expression) {
      case Everything() -> true;
      case All(List<Expression> parts) -> parts.stream().allMatch(this::matches);
      case Any(List<Expression> parts) -> parts.stream().anyMatch(this::matches);
      case Not(Expression part) -> !matches(part);
      case Term term -> term(term);
    };
  }

  private boolean term(Term term) {
    Match match = term.match();
    return switch (term.field()) {
      case "" -> bare((Match.Like) match);
      case "public_id" -> text(List.of(asset.publicId()), match);
      case "asset_folder" -> text(List.of(asset.folder()), match);
      case "display_name" -> text(List.of(asset.displayName()), match);
      case "filename" ->
          text(List.of(asset.publicId().substring(asset.publicId().lastIndexOf('/') + 1)), match);
      case "tags" -> tags(match);
      case "context" -> label(List.copyOf(asset.context().values()), match);
      case "context.alt" -> label(present(asset.context().get("alt")), match);
      case "metadata.sku" -> label(present(asset.sku()), match);
      case "metadata.count" -> number(asset.count(), match);
      case "format" -> word(asset.format(), match);
      case "moderation_status" -> word(asset.moderation(), match);
      case "bytes" -> number(asset.bytes(), match);
      case "width" -> number(asset.width(), match);
      case "pixels" -> number((long) asset.width() * asset.height(), match);
      case "duration" -> number(asset.duration(), match);
      case "created_at" -> time(match);
      default -> false;
    };
  }

  private boolean bare(Match.Like match) {
    List<String> all = new ArrayList<>();
    Stream.of(
            List.of(asset.publicId(), asset.displayName(), asset.folder(), "IMG_" + asset.number()),
            asset.tags(),
            List.copyOf(asset.context().values()),
            present(asset.sku()),
            present(asset.count() == null ? null : String.valueOf(asset.count())))
        .flatMap(List::stream)
        .forEach(text -> all.addAll(words(text)));
    return contains(all, match.text(), match.prefix());
  }

  private boolean tags(Match match) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) ->
          contains(asset.tags().stream().flatMap(t -> words(t).stream()).toList(), text, prefix);
      case Match.Exact(String text, boolean prefix) ->
          asset.tags().stream().anyMatch(tag -> prefix ? tag.startsWith(text) : tag.equals(text));
      case Match.Compare compare -> false;
      case Match.Between between -> false;
    };
  }

  private boolean text(List<String> values, Match match) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> {
        boolean beginning = prefix && !text.matches("[A-Za-z0-9]+");
        yield beginning
            ? values.stream().anyMatch(v -> lower(v).startsWith(lower(text)))
            : contains(values.stream().flatMap(v -> words(v).stream()).toList(), text, prefix);
      }
      case Match.Exact(String text, boolean prefix) ->
          values.stream().anyMatch(value -> prefix ? value.startsWith(text) : value.equals(text));
      case Match.Compare(Comparison comparison, String text) ->
          values.stream().anyMatch(value -> holds(comparison, value.compareTo(text)));
      case Match.Between between ->
          values.stream().anyMatch(value -> inside(between, end -> value.compareTo(end)));
    };
  }

  /** Labels are words even before a star: only names begin somehow. */
  private boolean label(List<String> values, Match match) {
    return match instanceof Match.Like(String text, boolean prefix)
        ? contains(values.stream().flatMap(v -> words(v).stream()).toList(), text, prefix)
        : text(values, match);
  }

  private static boolean word(@Nullable String value, Match match) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> same(value, lower(text), prefix);
      case Match.Exact(String text, boolean prefix) -> same(value, text, prefix);
      case Match.Compare compare -> false;
      case Match.Between between -> false;
    };
  }

  private static boolean same(@Nullable String value, String text, boolean prefix) {
    return value != null && (prefix ? value.startsWith(text) : value.equals(text));
  }

  private static boolean number(@Nullable Number value, Match match) {
    return value != null
        && switch (match) {
          case Match.Like like -> value.doubleValue() == size(like.text());
          case Match.Exact exact -> value.doubleValue() == size(exact.text());
          case Match.Compare(Comparison comparison, String text) ->
              holds(comparison, Double.compare(value.doubleValue(), size(text)));
          case Match.Between between ->
              inside(between, end -> Double.compare(value.doubleValue(), size(end)));
        };
  }

  private static double size(String text) {
    String digits = text.replaceAll("[a-z]", "");
    double unit = text.endsWith("kb") ? 1024 : text.endsWith("mb") ? 1024 * 1024 : 1;
    return Double.parseDouble(digits) * unit;
  }

  private boolean time(Match match) {
    return switch (match) {
      case Match.Like like -> compared(like.text()) == 0;
      case Match.Exact exact -> compared(exact.text()) == 0;
      case Match.Compare(Comparison comparison, String text) -> holds(comparison, compared(text));
      case Match.Between between -> inside(between, this::compared);
    };
  }

  /** Days are compared as days, what is so many days ago as an instant. */
  private int compared(String text) {
    if (text.endsWith("d")) {
      int days = Integer.parseInt(text.replace("d", ""));
      return asset.createdAt().compareTo(now.minusSeconds(days * 86_400L));
    }
    return asset.createdAt().toString().substring(0, 10).compareTo(text);
  }

  private interface Against {
    int compare(String end);
  }

  private static boolean inside(Match.Between range, Against value) {
    String low = range.low();
    String high = range.high();
    return (low == null
            || holds(
                range.lowIncluded() ? Comparison.GREATER_OR_EQUAL : Comparison.GREATER,
                value.compare(low)))
        && (high == null
            || holds(
                range.highIncluded() ? Comparison.LESS_OR_EQUAL : Comparison.LESS,
                value.compare(high)));
  }

  private static boolean holds(Comparison comparison, int order) {
    return switch (comparison) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case EQUAL -> order == 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case GREATER -> order > 0;
    };
  }

  private static boolean contains(List<String> words, String text, boolean prefix) {
    List<String> wanted = words(text);
    boolean open = prefix && text.matches(".*[A-Za-z0-9]");
    for (int at = 0; at < wanted.size(); at++) {
      String word = wanted.get(at);
      boolean last = open && at == wanted.size() - 1;
      if (words.stream().noneMatch(each -> last ? each.startsWith(word) : each.equals(word))) {
        return false;
      }
    }
    return !wanted.isEmpty();
  }

  private static List<String> words(String text) {
    return Arrays.stream(lower(text).split("[^a-z0-9]+", -1)).filter(w -> !w.isEmpty()).toList();
  }

  private static List<String> present(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
