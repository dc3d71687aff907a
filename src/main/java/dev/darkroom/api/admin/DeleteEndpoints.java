package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.LabelParameters;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.AssetName;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.AssetSelection.By;
import dev.darkroom.protocol.DeleteAssets;
import dev.darkroom.protocol.DeleteBackups;
import dev.darkroom.protocol.DeleteDerived;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.RestoreAssets;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Deleting and restoring (reference/admin-api.md 5). */
public final class DeleteEndpoints implements CallGroup {
  private static final List<By> SELECTORS = List.of(By.PUBLIC_IDS, By.PREFIX, By.ALL);

  private final Bus bus;

  /** The endpoints. */
  public DeleteEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.DELETE, "derived_resources", this::deleteDerived);
    routes.on(HttpMethod.DELETE, "resources", this::deleteByIds);
    routes.on(HttpMethod.DELETE, "resources/backup/:assetId", this::deleteBackups);
    routes.on(HttpMethod.DELETE, "resources/:resourceType/tags/:tag*", this::deleteTagged);
    routes.on(HttpMethod.DELETE, "resources/:resourceType/:type", this::delete);
    routes.on(HttpMethod.POST, "resources/restore", this::restoreByIds);
    routes.on(HttpMethod.POST, "resources/:resourceType/:type/restore", this::restore);
  }

  private Future<String> delete(Call call) {
    return delete(
        call,
        SelectionReader.read(
            call.parameters(),
            ResourceType.of(call.path("resourceType")),
            List.of(DeliveryType.of(call.path("type"))),
            SELECTORS));
  }

  private Future<String> deleteTagged(Call call) {
    ResourceType resourceType = ResourceType.of(call.path("resourceType"));
    return delete(call, SelectionReader.tagged(call.parameters(), resourceType, call.path("tag")));
  }

  private Future<String> deleteByIds(Call call) {
    return delete(call, SelectionReader.assetIds(call.parameters()));
  }

  private Future<String> delete(Call call, AssetSelection selection) {
    List<String> transformations = transformations(call.parameters());
    boolean keepOriginal =
        call.parameters().flag("keep_original", false) || !transformations.isEmpty();
    DeleteAssets message = new DeleteAssets(call.by(), selection, keepOriginal, transformations);
    return bus.request(DeleteAssets.ADDRESS, message).map(Answer::body);
  }

  private Future<String> deleteDerived(Call call) {
    List<String> ids = call.parameters().list("derived_resource_ids");
    if (ids.isEmpty()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "derived_resource_ids");
    }
    if (ids.size() > SelectionReader.MOST_IDS) {
      throw new Refusal(
          ErrorCode.TOO_MANY_VALUES, "derived_resource_ids", SelectionReader.MOST_IDS);
    }
    return bus.request(DeleteDerived.ADDRESS, new DeleteDerived(call.by(), ids)).map(Answer::body);
  }

  private Future<String> deleteBackups(Call call) {
    Parameters parameters = call.parameters();
    Set<String> ids = new LinkedHashSet<>();
    for (String item : parameters.items("version_ids")) {
      ids.addAll(List.of(item.split("[&,]", -1)));
    }
    // The Java SDK sends version_ids[]=a&b: the second id looks like a name without a value.
    parameters.names().stream().filter(name -> name.matches("[0-9a-f]{32}")).forEach(ids::add);
    if (ids.isEmpty()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "version_ids");
    }
    if (ids.size() > SelectionReader.MOST_IDS) {
      throw new Refusal(ErrorCode.TOO_MANY_VALUES, "version_ids", SelectionReader.MOST_IDS);
    }
    DeleteBackups message = new DeleteBackups(call.by(), call.path("assetId"), List.copyOf(ids));
    return bus.request(DeleteBackups.ADDRESS, message).map(Answer::body);
  }

  private Future<String> restoreByIds(Call call) {
    return restore(call, "asset_ids", AssetName::of);
  }

  private Future<String> restore(Call call) {
    ResourceType resourceType = ResourceType.of(call.path("resourceType"));
    DeliveryType type = DeliveryType.of(call.path("type"));
    return restore(
        call, "public_ids", id -> AssetName.of(new AssetKey(resourceType, type, new PublicId(id))));
  }

  private Future<String> restore(Call call, String parameter, Function<String, AssetName> named) {
    List<AssetName> names = new ArrayList<>();
    for (String id : LabelParameters.ids(call.parameters(), parameter, SelectionReader.MOST_IDS)) {
      names.add(named.apply(id));
    }
    List<String> versions = call.parameters().list("versions");
    return bus.request(RestoreAssets.ADDRESS, new RestoreAssets(call.by(), names, versions))
        .map(Answer::body);
  }

  private static List<String> transformations(Parameters parameters) {
    List<String> transformations = new ArrayList<>();
    for (String item : parameters.items("transformations")) {
      for (String part : item.split("\\|", -1)) {
        if (!part.isBlank()) {
          transformations.add(part.strip());
        }
      }
    }
    return transformations;
  }
}
