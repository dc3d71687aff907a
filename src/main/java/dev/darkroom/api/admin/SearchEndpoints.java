package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.SearchParameters;
import dev.darkroom.api.request.UnsupportedParameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindSimilar;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SearchAssets;
import dev.darkroom.protocol.SearchFolders;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** {@code resources/search}, {@code folders/search} and {@code resources/visual_search}. */
public final class SearchEndpoints implements CallGroup {
  private static final UnsupportedParameters UNSUPPORTED =
      new UnsupportedParameters(Set.of("image_file"));

  private final Bus bus;

  /** The endpoints. */
  public SearchEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
      routes.on(method, "resources/search", this::assets);
      routes.on(method, "folders/search", this::folders);
      routes.on(method, "resources/visual_search", this::similar);
      // The Java SDK names a resource type behind it.
      routes.on(method, "resources/visual_search/image", this::similar);
    }
  }

  private Future<String> assets(Call call) {
    SearchAssets message =
        new SearchParameters(call.parameters()).ofAssets(call.environment().id());
    return bus.request(SearchAssets.ADDRESS, message).map(Answer::body);
  }

  private Future<String> folders(Call call) {
    SearchFolders message =
        new SearchParameters(call.parameters()).ofFolders(call.environment().id());
    return bus.request(SearchFolders.ADDRESS, message).map(Answer::body);
  }

  /** By a picture; words would need a model that knows what is in one. */
  private Future<String> similar(Call call) {
    Parameters parameters = call.parameters();
    UNSUPPORTED.refuse(parameters);
    if (parameters.has("text")) {
      throw new Refusal(ErrorCode.VISUAL_SEARCH_UNAVAILABLE);
    }
    if (!parameters.has("image_asset_id")) {
      parameters.required("image_url");
    }
    FindSimilar message =
        new FindSimilar(
            call.environment().id(),
            parameters.text("image_asset_id").orElse(null),
            parameters.text("image_url").orElse(null),
            null,
            ListingParameters.page(call));
    return bus.request(FindSimilar.ADDRESS, message).map(Answer::body);
  }
}
