package dev.darkroom.api.upload;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.DestroyAssetById;
import dev.darkroom.protocol.DestroyedAsset;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/** Deleting one asset with the Upload API (reference/upload-api.md 5.3). */
public final class DestroyEndpoints implements CallGroup {
  private final Bus bus;

  /** The endpoints. */
  public DestroyEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, "asset/destroy", this::destroyById);
    routes.on(HttpMethod.POST, ":resourceType/destroy", this::destroy);
  }

  private Future<String> destroyById(Call call) {
    String assetId = call.parameters().required("asset_id");
    return bus.request(DestroyAssetById.ADDRESS, new DestroyAssetById(call.by(), assetId))
        .map(DestroyEndpoints::json);
  }

  private Future<String> destroy(Call call) {
    AssetKey key =
        new AssetKey(
            ResourceType.of(call.path("resourceType")),
            DeliveryType.of(call.parameters().text("type").orElse("upload")),
            new PublicId(call.parameters().required("public_id")));
    DestroyAsset message =
        new DestroyAsset(
            call.environment().id(),
            call.requester().caller(),
            key,
            call.parameters().notificationUrl("notification_url").orElse(null));
    return bus.request(DestroyAsset.ADDRESS, message).map(DestroyEndpoints::json);
  }

  private static String json(DestroyedAsset destroyed) {
    JsonObject json = JsonObject.of("result", destroyed.found() ? "ok" : "not found");
    if (destroyed.assetFolder() != null) {
      json.put("asset_folder", destroyed.assetFolder());
    }
    return json.encode();
  }
}
