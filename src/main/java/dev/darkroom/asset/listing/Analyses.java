package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AnalyzeBlob;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures of a picture as the flags of reference/admin-api.md 4 ask for them: those that were
 * taken at the upload, else taken now. A measure that is taken now is not kept: a GET changes
 * nothing.
 */
final class Analyses {
  /** Each flag with the members that it stands for; the first one is always measured. */
  private static final Map<String, List<String>> MEMBERS = new LinkedHashMap<>();

  static {
    MEMBERS.put(
        "colors",
        List.of("colors", "predominant", "illustration_score", "semi_transparent", "grayscale"));
    MEMBERS.put("faces", List.of("faces"));
    MEMBERS.put("exif", List.of("exif"));
    MEMBERS.put("image_metadata", List.of("image_metadata"));
    MEMBERS.put(
        "media_metadata",
        List.of("media_metadata", "illustration_score", "semi_transparent", "grayscale"));
    MEMBERS.put("phash", List.of("phash"));
    MEMBERS.put("quality_analysis", List.of("quality_analysis", "quality_score"));
    MEMBERS.put("accessibility_analysis", List.of("accessibility_analysis"));
    MEMBERS.put("cinemagraph_analysis", List.of("cinemagraph_analysis"));
  }

  private final Bus bus;

  Analyses(Bus bus) {
    this.bus = bus;
  }

  /** The members that the flags stand for. It awaits. */
  JsonObject of(Asset asset, Collection<String> flags) {
    JsonObject known = asset.marks().analysis();
    List<String> wanted = flags.stream().filter(MEMBERS::containsKey).toList();
    List<String> missing =
        wanted.stream().filter(flag -> !known.containsKey(flag)).sorted().toList();
    JsonObject all = known.copy();
    if (!missing.isEmpty() && asset.image() != null && !asset.isPlaceholder()) {
      AnalyzeBlob message = new AnalyzeBlob(asset.blob(), null, asset.image(), missing);
      all.mergeIn(new JsonObject(bus.request(AnalyzeBlob.ADDRESS, message).await().analysis()));
    }
    List<String> members = new ArrayList<>();
    wanted.forEach(flag -> members.addAll(MEMBERS.getOrDefault(flag, List.of())));
    JsonObject json = new JsonObject();
    for (String member : members) {
      if (all.containsKey(member)) {
        json.put(member, all.getValue(member));
      }
    }
    return json;
  }
}
