package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.SearchParameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.SearchAssets;
import dev.darkroom.protocol.SearchFolders;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** {@code resources/search} and {@code folders/search}. */
public final class SearchEndpoints implements CallGroup {
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
}
