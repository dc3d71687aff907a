package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Order;
import dev.darkroom.asset.listing.SortKey;
import dev.darkroom.asset.listing.SortKey.Kind;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What results can be sorted by ({@code sort_by}), each expression never null. */
final class Sorting {
  private static final int MOST_KEYS = 5;

  private record Key(String sql, Kind kind) {}

  private static final Map<String, Key> ASSETS =
      Map.ofEntries(
          Map.entry("created_at", new Key("a.created_at", Kind.TIME)),
          Map.entry("uploaded_at", new Key("a.uploaded_at", Kind.TIME)),
          Map.entry("updated_at", new Key("a.updated_at", Kind.TIME)),
          Map.entry("last_updated", new Key("a.updated_at", Kind.TIME)),
          Map.entry("last_updated.updated_at", new Key("a.updated_at", Kind.TIME)),
          Map.entry("public_id", new Key("a.public_id", Kind.TEXT)),
          Map.entry("asset_id", new Key("a.asset_id", Kind.ID)),
          Map.entry("folder", new Key("a.asset_folder", Kind.TEXT)),
          Map.entry("asset_folder", new Key("a.asset_folder", Kind.TEXT)),
          Map.entry("filename", new Key(Columns.FILENAME, Kind.TEXT)),
          Map.entry("display_name", new Key("a.display_name collate \"C\"", Kind.TEXT)),
          Map.entry("format", new Key("a.format collate \"C\"", Kind.TEXT)),
          Map.entry("resource_type", new Key("a.resource_type collate \"C\"", Kind.TEXT)),
          Map.entry("type", new Key("a.type collate \"C\"", Kind.TEXT)),
          Map.entry("access_mode", new Key("a.access_mode collate \"C\"", Kind.TEXT)),
          Map.entry("etag", new Key("a.etag collate \"C\"", Kind.TEXT)),
          Map.entry("bytes", new Key("a.bytes", Kind.WHOLE)),
          Map.entry("version", new Key("a.version", Kind.WHOLE)),
          Map.entry("width", new Key("a.width", Kind.WHOLE)),
          Map.entry("height", new Key("a.height", Kind.WHOLE)),
          Map.entry("pixels", new Key(Columns.PIXELS, Kind.WHOLE)),
          Map.entry("pages", new Key("a.pages", Kind.WHOLE)),
          Map.entry(
              "aspect_ratio", new Key("coalesce(" + Columns.ASPECT_RATIO + ", 0)", Kind.REAL)),
          Map.entry("duration", new Key("coalesce(a.duration, 0)", Kind.REAL)));

  private static final Map<String, Key> FOLDERS =
      Map.of(
          "path", new Key("a.path", Kind.TEXT),
          "name", new Key("a.name", Kind.TEXT),
          "created_at", new Key("a.created_at", Kind.TIME));

  private Sorting() {}

  /** The order of assets; the newest first when nothing is asked. */
  static Order ofAssets(List<String> sortBy) {
    return sortBy.isEmpty()
        ? Order.byCreation(true)
        : Order.by(keys(sortBy, ASSETS), "a.asset_id", Kind.ID);
  }

  /** The order of folders; the newest first when nothing is asked. */
  static Order ofFolders(List<String> sortBy) {
    List<String> wanted = sortBy.isEmpty() ? List.of("created_at:desc") : sortBy;
    return Order.by(keys(wanted, FOLDERS), "a.path", Kind.TEXT);
  }

  private static List<SortKey> keys(List<String> sortBy, Map<String, Key> known) {
    if (sortBy.size() > MOST_KEYS) {
      throw refusal(sortBy.size() + " keys");
    }
    List<SortKey> keys = new ArrayList<>();
    for (String wanted : sortBy) {
      int colon = wanted.lastIndexOf(':');
      String name = wanted.substring(0, colon);
      Key key = known.get(name);
      if (key == null) {
        throw refusal(name);
      }
      keys.add(new SortKey(name, key.sql(), key.kind(), wanted.endsWith(":desc")));
    }
    return keys;
  }

  private static Refusal refusal(String what) {
    String shown = what.length() <= 80 ? what : what.substring(0, 80) + "…";
    return new Refusal(ErrorCode.INVALID_PARAMETER, "sort_by", shown);
  }
}
