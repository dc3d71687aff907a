package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetUrls;
import dev.darkroom.asset.store.Derived;
import dev.darkroom.protocol.BreakpointsWanted;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One setting of {@code responsive_breakpoints} and what was made for it, largest first.
 *
 * @param images of which rows are written only when the setting says so
 */
record BreakpointSet(BreakpointsWanted wanted, List<Derived> images) {
  /** The member of the response (reference/upload-api.md 4.4). */
  JsonObject json(AssetUrls urls, String cloud, Asset asset) {
    JsonArray breakpoints = new JsonArray();
    for (Derived image : images) {
      breakpoints.add(
          new JsonObject()
              .put("width", image.width())
              .put("height", image.height())
              .put("bytes", image.blob().size())
              .put("url", urls.url(cloud, asset, image.transformation(), image.extension()))
              .put(
                  "secure_url",
                  urls.secureUrl(cloud, asset, image.transformation(), image.extension())));
    }
    JsonObject json = new JsonObject().put("breakpoints", breakpoints);
    return wanted.transformation().isEmpty()
        ? json
        : json.put("transformation", wanted.transformation());
  }
}
