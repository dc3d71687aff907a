package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.LabelParameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetName;
import dev.darkroom.protocol.RelateAssets;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** Assets that belong together (reference/admin-api.md 6). */
public final class RelatedAssetEndpoints implements CallGroup {
  private static final int MOST_IDS = 10;
  private static final String BY_KEY = "resources/related_assets/:resourceType/:type/:publicId*";
  private static final String BY_ID = "resources/related_assets/:assetId";

  private final Bus bus;

  /** The endpoints. */
  public RelatedAssetEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, BY_KEY, call -> relate(call, keyed(call), true));
    routes.on(HttpMethod.DELETE, BY_KEY, call -> relate(call, keyed(call), false));
    routes.on(HttpMethod.POST, BY_ID, call -> relate(call, identified(call), true));
    routes.on(HttpMethod.DELETE, BY_ID, call -> relate(call, identified(call), false));
  }

  private Future<String> relate(Call call, AssetName asset, boolean relate) {
    String name = relate ? "assets_to_relate" : "assets_to_unrelate";
    List<String> others = LabelParameters.ids(call.parameters(), name, MOST_IDS);
    RelateAssets message = new RelateAssets(call.by(), asset, others, relate);
    return bus.request(RelateAssets.ADDRESS, message).map(Answer::body);
  }

  private static AssetName keyed(Call call) {
    return AssetName.of(call.exchange().asset());
  }

  private static AssetName identified(Call call) {
    return AssetName.of(call.path("assetId"));
  }
}
