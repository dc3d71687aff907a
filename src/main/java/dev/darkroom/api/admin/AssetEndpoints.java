package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.UnsupportedParameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.DescribedAsset;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * {@code GET ping} and {@code GET resources/:rt/:type/:public_id} (reference/admin-api.md 2, 4).
 */
public final class AssetEndpoints implements CallGroup {
  private static final UnsupportedParameters UNSUPPORTED =
      new UnsupportedParameters(
          Set.of(
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
              "versions"));

  private final Bus bus;

  /** The endpoints. */
  public AssetEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "ping", this::ping);
    routes.on(HttpMethod.GET, "resources/:resourceType/:type/:publicId*", this::describe);
  }

  /** Whether the server and the credentials work. */
  private Future<String> ping(Call call) {
    return Future.succeededFuture(JsonObject.of("status", "ok").encode());
  }

  /** One asset's details. */
  private Future<String> describe(Call call) {
    UNSUPPORTED.refuse(call.parameters());
    DescribeAsset message = new DescribeAsset(call.environment().id(), call.exchange().asset());
    return bus.request(DescribeAsset.ADDRESS, message).map(DescribedAsset::body);
  }
}
