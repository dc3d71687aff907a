package dev.darkroom.asset.listing;

import dev.darkroom.asset.listing.Words.Field;
import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ListAssets.Selector;
import dev.darkroom.protocol.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The conditions of the listings (reference/admin-api.md 3). They are pure. */
final class Selection {
  /** Greater than every character: what begins with a prefix is less than the prefix with it. */
  static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

  private Selection() {}

  /** Whether an index has the rows in the order of their creation, and no other rows. */
  static boolean isOrdered(Selector selector) {
    return switch (selector.kind()) {
      case ALL -> selector.name().isEmpty();
      case TAG -> true;
      case CONTEXT, MODERATION, FOLDER -> false;
    };
  }

  static Condition of(long environmentId, Selector selector) {
    return binder -> {
      List<String> parts = new ArrayList<>();
      addTypes(binder, parts, selector.resourceType(), selector.type());
      if (selector.startAt() != null) {
        String start = binder.bind(AssetRows.time(selector.startAt()));
        parts.add("a.created_at >= " + start + "::timestamptz");
      }
      parts.add(own(environmentId, selector, binder));
      return String.join(" and ", parts);
    };
  }

  private static String own(long environmentId, Selector selector, Binder binder) {
    String name = selector.name();
    String value = selector.value();
    return switch (selector.kind()) {
      case ALL -> name.isEmpty() ? "true" : beginsWith("a.public_id", name, binder);
      case TAG -> "t.resource_type = a.resource_type and t.tag = " + binder.text(name);
      case CONTEXT -> context(environmentId, name, value, binder);
      case MODERATION -> {
        String word = name + "/" + value;
        yield found(Words.query(environmentId, Field.MODERATION.code(), word, false), binder);
      }
      case FOLDER -> "a.asset_folder = " + binder.text(name);
    };
  }

  private static String context(long environmentId, String key, String value, Binder binder) {
    String code = Field.CONTEXT.code(key);
    List<String> words = new ArrayList<>();
    words.add("");
    words.addAll(Words.of(value));
    String found = found(Words.query(environmentId, code, words, false), binder);
    String stored = "a.context ->> " + binder.text(key);
    return value.isEmpty()
        ? found + " and " + stored + " is not null"
        : found + " and " + stored + " = " + binder.text(value);
  }

  /** Rows that a query for words finds. */
  static String found(String query, Binder binder) {
    return "a.words @@ " + binder.text(query) + "::tsquery";
  }

  /** Rows whose column, sorted by bytes, begins with a prefix. */
  static String beginsWith(String column, String prefix, Binder binder) {
    return "(%s >= %s and %s < %s)"
        .formatted(column, binder.text(prefix), column, binder.text(prefix + LAST_CHARACTER));
  }

  static Condition named(
      @Nullable ResourceType resourceType, @Nullable DeliveryType type, List<String> publicIds) {
    return binder -> {
      List<String> parts = new ArrayList<>();
      addTypes(binder, parts, resourceType, type);
      Object names = publicIds.toArray(String[]::new);
      parts.add("a.public_id = any(" + binder.bind(names) + "::text[])");
      return String.join(" and ", parts);
    };
  }

  static Condition ofIds(List<UUID> assetIds) {
    Object ids = assetIds.toArray(UUID[]::new);
    return binder -> "a.asset_id = any(" + binder.bind(ids) + "::uuid[])";
  }

  private static void addTypes(
      Binder binder,
      List<String> parts,
      @Nullable ResourceType resourceType,
      @Nullable DeliveryType type) {
    if (resourceType != null) {
      parts.add("a.resource_type = " + binder.text(resourceType.word()));
    }
    if (type != null) {
      parts.add("a.type = " + binder.text(type.word()));
    }
  }
}
