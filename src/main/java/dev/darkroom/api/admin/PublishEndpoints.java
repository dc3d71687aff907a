package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetSelection.By;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.PublishAssets;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.SetAccessMode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** Who may see many assets at once (reference/admin-api.md 4). */
public final class PublishEndpoints implements CallGroup {
  private static final List<By> SELECTORS = List.of(By.PUBLIC_IDS, By.PREFIX, By.TAG);
  private static final Set<String> ACCESS_MODES = Set.of("public", "authenticated");
  private static final Set<String> PUBLISHABLE = Set.of("private", "authenticated", "upload");

  private final Bus bus;

  /** The endpoints. */
  public PublishEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(
        HttpMethod.POST, "resources/:resourceType/:type/update_access_mode", this::accessMode);
    routes.on(HttpMethod.POST, "resources/:resourceType/publish_resources", this::publish);
  }

  private Future<String> accessMode(Call call) {
    Parameters parameters = call.parameters();
    parameters.required("access_mode");
    SetAccessMode message =
        new SetAccessMode(
            call.by(),
            SelectionReader.read(
                parameters,
                ResourceType.of(call.path("resourceType")),
                List.of(DeliveryType.of(call.path("type"))),
                SELECTORS),
            parameters.word("access_mode", "", ACCESS_MODES));
    return bus.request(SetAccessMode.ADDRESS, message).map(Answer::body);
  }

  private Future<String> publish(Call call) {
    Parameters parameters = call.parameters();
    List<DeliveryType> types =
        parameters.has("type")
            ? List.of(DeliveryType.of(parameters.word("type", "", PUBLISHABLE)))
            : List.of(DeliveryType.PRIVATE, DeliveryType.AUTHENTICATED);
    PublishAssets message =
        new PublishAssets(
            call.by(),
            SelectionReader.read(
                parameters, ResourceType.of(call.path("resourceType")), types, SELECTORS),
            parameters.flag("overwrite", false));
    return bus.request(PublishAssets.ADDRESS, message).map(Answer::body);
  }
}
