package dev.darkroom.api.upload;

import dev.darkroom.api.request.Authentication.Sender;
import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.ExplicitAsset;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** Changing one asset with the parameters of an upload (reference/upload-api.md 5.1). */
public final class ExplicitEndpoints implements CallGroup {
  private final Bus bus;
  private final PresetReader presets;

  /** The endpoint. */
  public ExplicitEndpoints(Bus bus) {
    this.bus = bus;
    this.presets = new PresetReader(bus);
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, ":resourceType/explicit", this::explicit);
  }

  private Future<String> explicit(Call call) {
    Sender sender = new Sender(call.requester().key(), true);
    ResourceType type = ResourceType.of(call.path("resourceType"));
    return presets
        .apply(call.environment(), sender, call.parameters())
        .map(parameters -> new UploadRequest(call.requester(), parameters, true).explicit(type))
        .compose(message -> bus.request(ExplicitAsset.ADDRESS, message))
        .map(stored -> UploadAnswer.of(stored, call.requester()));
  }
}
