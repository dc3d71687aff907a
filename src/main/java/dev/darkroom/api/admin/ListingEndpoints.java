package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.FindAssets;
import dev.darkroom.protocol.ListAssets;
import dev.darkroom.protocol.ListAssets.Kind;
import dev.darkroom.protocol.ListAssets.Selector;
import dev.darkroom.protocol.ListTags;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of assets and of tags (reference/admin-api.md 2 and 3). */
public final class ListingEndpoints implements CallGroup {
  private static final int MOST_IDS = 100;
  private static final Set<String> STATUSES =
      Set.of("pending", "approved", "rejected", "queued", "aborted");

  private final Bus bus;

  /** The endpoints. */
  public ListingEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "resources", this::resourceTypes);
    routes.on(HttpMethod.GET, "resources/by_asset_folder", this::byFolder);
    routes.on(HttpMethod.GET, "resources/by_asset_ids", this::byIds);
    routes.on(HttpMethod.GET, "resources/:resourceType/tags/:tag*", this::byTag);
    routes.on(HttpMethod.GET, "resources/:resourceType/context", this::byContext);
    routes.on(
        HttpMethod.GET, "resources/:resourceType/moderations/:kind/:status", this::byModeration);
    routes.on(HttpMethod.GET, "resources/:resourceType", this::ofResourceType);
    routes.on(HttpMethod.GET, "resources/:resourceType/:type", this::ofType);
    routes.on(HttpMethod.GET, "tags/:resourceType", this::tags);
  }

  private Future<String> resourceTypes(Call call) {
    JsonArray types = new JsonArray();
    for (ResourceType type : ResourceType.values()) {
      types.add(type.word());
    }
    return Future.succeededFuture(JsonObject.of("resource_types", types).encode());
  }

  /** A prefix names public ids of one type: without a type it is {@code upload}. */
  private Future<String> ofResourceType(Call call) {
    if (call.parameters().has("prefix")) {
      return all(call, DeliveryType.UPLOAD, null);
    }
    return named(call, null);
  }

  private Future<String> ofType(Call call) {
    DeliveryType type = DeliveryType.of(call.path("type"));
    return named(call, type);
  }

  private Future<String> named(Call call, @Nullable DeliveryType type) {
    List<String> publicIds = call.parameters().items("public_ids");
    return publicIds.isEmpty()
        ? all(call, type, ListingParameters.startAt(call))
        : find(call, resourceType(call), type, bounded("public_ids", publicIds), List.of());
  }

  private Future<String> all(Call call, @Nullable DeliveryType type, @Nullable Instant startAt) {
    String prefix =
        ListingParameters.bounded("prefix", call.parameters().text("prefix").orElse(""));
    return list(call, new Selector(Kind.ALL, resourceType(call), type, prefix, "", startAt));
  }

  private Future<String> byTag(Call call) {
    return list(call, selector(Kind.TAG, resourceType(call), call.path("tag"), ""));
  }

  private Future<String> byContext(Call call) {
    Parameters parameters = call.parameters();
    String value = parameters.text("value").orElse("");
    return list(
        call, selector(Kind.CONTEXT, resourceType(call), parameters.required("key"), value));
  }

  private Future<String> byModeration(Call call) {
    String status = call.path("status");
    if (!STATUSES.contains(status)) {
      throw ListingParameters.invalid("moderation_status", status);
    }
    return list(call, selector(Kind.MODERATION, resourceType(call), call.path("kind"), status));
  }

  private Future<String> byFolder(Call call) {
    // The root is the empty folder, which only its presence tells.
    String folder = call.parameters().text("asset_folder").orElse("");
    if (!call.parameters().names().contains("asset_folder")) {
      call.parameters().required("asset_folder");
    }
    String trimmed = folder.replaceAll("^/+|/+$", "");
    return list(call, selector(Kind.FOLDER, null, trimmed, ""));
  }

  private static Selector selector(
      Kind kind, @Nullable ResourceType resourceType, String name, String value) {
    return new Selector(
        kind,
        resourceType,
        null,
        ListingParameters.bounded("name", name),
        ListingParameters.bounded("value", value),
        null);
  }

  private Future<String> list(Call call, Selector selector) {
    ListAssets message =
        new ListAssets(
            call.environment().id(),
            selector,
            ListingParameters.descending(call),
            ListingParameters.page(call),
            ListingParameters.shape(call));
    return bus.request(ListAssets.ADDRESS, message).map(Answer::body);
  }

  private Future<String> byIds(Call call) {
    call.parameters().required("asset_ids");
    return find(
        call, null, null, List.of(), bounded("asset_ids", call.parameters().list("asset_ids")));
  }

  private Future<String> find(
      Call call,
      @Nullable ResourceType resourceType,
      @Nullable DeliveryType type,
      List<String> publicIds,
      List<String> assetIds) {
    FindAssets message =
        new FindAssets(
            call.environment().id(),
            resourceType,
            type,
            publicIds,
            assetIds,
            ListingParameters.shape(call));
    return bus.request(FindAssets.ADDRESS, message).map(Answer::body);
  }

  private Future<String> tags(Call call) {
    ListTags message =
        new ListTags(
            call.environment().id(),
            resourceType(call),
            ListingParameters.bounded("prefix", call.parameters().text("prefix").orElse("")),
            ListingParameters.page(call));
    return bus.request(ListTags.ADDRESS, message).map(Answer::body);
  }

  private static ResourceType resourceType(Call call) {
    return ResourceType.of(call.path("resourceType"));
  }

  private static List<String> bounded(String name, List<String> ids) {
    if (ids.size() > MOST_IDS) {
      throw ListingParameters.invalid(name, ids.size() + " values, at most " + MOST_IDS);
    }
    return ids;
  }
}
