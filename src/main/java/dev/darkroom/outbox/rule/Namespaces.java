package dev.darkroom.outbox.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What templates may name: {@code event} (what every notification says of itself), {@code asset}
 * (the asset it is about, the first one of several), {@code folder}, {@code eager}, {@code error},
 * and {@code raw}, the whole notification. Which member is where is ours: the contract names only
 * the namespaces. Pure.
 */
final class Namespaces {
  private static final Set<String> OF_EVENT =
      Set.of(
          "notification_type",
          "timestamp",
          "request_id",
          "source",
          "batch_id",
          "api_key",
          "signature_key",
          "notification_context");

  private static final Set<String> OF_NO_ASSET = Set.of("eager", "error", "resources");

  private Namespaces() {}

  /** The namespaces of a notification. */
  static Map<String, Object> of(Map<String, Object> notification) {
    Map<String, Object> event = new LinkedHashMap<>();
    Map<String, Object> asset = new LinkedHashMap<>();
    notification.forEach((name, value) -> {
      if (OF_EVENT.contains(name)) {
        event.put(name, value);
      } else if (!OF_NO_ASSET.contains(name)) {
        asset.put(name, value);
      }
    });
    putIfPresent(event, "type", notification.get("notification_type"));
    asset.putAll(first(notification.get("resources")));
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("event", event);
    names.put("asset", asset);
    names.put("folder", folder(asset));
    names.put("eager", notification.getOrDefault("eager", List.of()));
    putIfPresent(names, "error", notification.get("error"));
    names.put("raw", notification);
    return names;
  }

  /** The value behind a dotted name; null when there is none. */
  static @Nullable Object value(Map<String, Object> names, String path) {
    Object value = names;
    for (String name : path.split("\\.", -1)) {
      value =
          switch (value) {
            case Map<?, ?> map -> map.get(name);
            case List<?> list -> item(list, name);
            case null, default -> null;
          };
    }
    return value;
  }

  private static @Nullable Object item(List<?> list, String index) {
    if (!index.matches("\\d{1,6}")) {
      return null;
    }
    int at = Integer.parseInt(index);
    return at < list.size() ? list.get(at) : null;
  }

  /** {@code resources} is an array, or a map by public id (reference/notifications.md 5). */
  private static Map<String, Object> first(@Nullable Object resources) {
    Map<String, Object> first = new LinkedHashMap<>();
    if (resources instanceof List<?> list && !list.isEmpty()) {
      putAll(first, list.getFirst());
    } else if (resources instanceof Map<?, ?> map && !map.isEmpty()) {
      Map.Entry<?, ?> entry = map.entrySet().iterator().next();
      first.put("public_id", String.valueOf(entry.getKey()));
      putAll(first, entry.getValue());
    }
    return first;
  }

  private static void putAll(Map<String, Object> into, @Nullable Object members) {
    if (members instanceof Map<?, ?> map) {
      map.forEach((name, value) -> putIfPresent(into, String.valueOf(name), value));
    }
  }

  private static Map<String, Object> folder(Map<String, Object> asset) {
    Map<String, Object> folder = new LinkedHashMap<>();
    for (String name : List.of("folder", "asset_folder", "to_asset_folder", "folder_path")) {
      putIfPresent(folder, "path", asset.get(name));
    }
    for (String name : List.of("from_path", "to_path")) {
      putIfPresent(folder, name, asset.get(name));
    }
    if (folder.get("path") instanceof String path) {
      folder.put("name", path.substring(path.lastIndexOf('/') + 1));
    }
    return folder;
  }

  private static void putIfPresent(Map<String, Object> into, String name, @Nullable Object value) {
    if (value != null) {
      into.put(name, value);
    }
  }
}
