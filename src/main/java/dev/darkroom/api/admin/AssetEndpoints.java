package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET resources/:rt/:type/:public_id} and {@code GET resources/:asset_id}
 * (reference/admin-api.md 4).
 */
public final class AssetEndpoints implements CallGroup {
  private static final String ASSET_ID = "resources/(?<assetId>[0-9a-fA-F]{32})";

  /** {@code tags} and {@code moderations} are no types: they list. */
  private static final String ASSET_KEY =
      "resources/:resourceType/(?<type>(?!tags/|moderations/)[^/]+)/:publicId*";

  private static final List<String> FLAGS =
      List.of(
          "accessibility_analysis",
          "cinemagraph_analysis",
          "colors",
          "coordinates",
          "exif",
          "faces",
          "image_metadata",
          "media_metadata",
          "pages",
          "phash",
          "quality_analysis",
          "related",
          "versions");

  private final Bus bus;

  /** The endpoints. */
  public AssetEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, ASSET_ID, this::byId);
    routes.on(HttpMethod.GET, ASSET_KEY, this::byKey);
  }

  private Future<String> byId(Call call) {
    return describe(call, null, call.path("assetId"));
  }

  private Future<String> byKey(Call call) {
    return describe(call, call.exchange().asset(), null);
  }

  private Future<String> describe(Call call, @Nullable AssetKey key, @Nullable String assetId) {
    Parameters parameters = call.parameters();
    List<String> flags = FLAGS.stream().filter(flag -> parameters.flag(flag, false)).toList();
    PageRequest derived =
        new PageRequest(
            (int)
                parameters.number(
                    "max_results", ListingParameters.USUAL_PAGE, 1, ListingParameters.LARGEST_PAGE),
            parameters
                .text("derived_next_cursor")
                .or(() -> parameters.text("next_cursor"))
                .orElse(null));
    DescribeAsset message =
        new DescribeAsset(
            call.environment().id(),
            key,
            assetId,
            flags,
            derived,
            parameters.text("related_next_cursor").orElse(null));
    return bus.request(DescribeAsset.ADDRESS, message).map(Answer::body);
  }
}
