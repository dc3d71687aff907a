package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetName;
import dev.darkroom.protocol.UpdateAsset;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** Updating one asset (reference/admin-api.md 4). It belongs behind every fixed word. */
public final class UpdateEndpoints implements CallGroup {
  private static final String BY_KEY = "resources/:resourceType/:type/:publicId*";
  private static final String BY_ID = "resources/(?<assetId>[0-9a-fA-F]{32})";

  private final Bus bus;

  /** The endpoints. */
  public UpdateEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, BY_KEY, this::updateByKey);
    routes.on(HttpMethod.PUT, BY_KEY, this::updateByKey);
    routes.on(HttpMethod.POST, BY_ID, this::updateById);
    routes.on(HttpMethod.PUT, BY_ID, this::updateById);
  }

  private Future<String> updateByKey(Call call) {
    return update(call, AssetName.of(call.exchange().asset()));
  }

  private Future<String> updateById(Call call) {
    return update(call, AssetName.of(call.path("assetId")));
  }

  private Future<String> update(Call call, AssetName asset) {
    UpdateAsset message =
        new UpdateAsset(call.by(), asset, AssetChangesReader.read(call.parameters()));
    return bus.request(UpdateAsset.ADDRESS, message).map(Answer::body);
  }
}
