package dev.darkroom.api.upload;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.RenameAsset;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** Renaming an asset (reference/upload-api.md 5.2). */
public final class RenameEndpoints implements CallGroup {
  private final Bus bus;

  /** The endpoint. */
  public RenameEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, ":resourceType/rename", this::rename);
  }

  private Future<String> rename(Call call) {
    Parameters parameters = call.parameters();
    ResourceType resourceType = ResourceType.of(call.path("resourceType"));
    DeliveryType type = DeliveryType.of(parameters.text("type").orElse("upload"));
    DeliveryType toType = parameters.text("to_type").map(DeliveryType::of).orElse(type);
    RenameAsset message =
        new RenameAsset(
            call.by(),
            new AssetKey(resourceType, type, id(parameters, "from_public_id")),
            new AssetKey(resourceType, toType, id(parameters, "to_public_id")),
            parameters.flag("overwrite", false),
            parameters.flag("context", false),
            parameters.flag("metadata", false));
    return bus.request(RenameAsset.ADDRESS, message).map(Answer::body);
  }

  private static PublicId id(Parameters parameters, String name) {
    return new PublicId(parameters.required(name));
  }
}
