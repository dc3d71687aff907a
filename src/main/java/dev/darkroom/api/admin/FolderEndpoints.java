package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateFolder;
import dev.darkroom.protocol.DeleteFolder;
import dev.darkroom.protocol.FolderPath;
import dev.darkroom.protocol.ListFolders;
import dev.darkroom.protocol.MoveFolder;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** Folders (reference/admin-api.md 8); {@code folders/search} comes before them. */
public final class FolderEndpoints implements CallGroup {
  private static final int MOST_RESULTS = 500;
  private static final String FOLDER = "folders/:folder*";

  private final Bus bus;

  /** The endpoints. */
  public FolderEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "folders", call -> list(call, new FolderPath("")));
    routes.on(HttpMethod.GET, FOLDER, call -> list(call, folder(call)));
    routes.on(HttpMethod.POST, FOLDER, this::create);
    routes.on(HttpMethod.PUT, FOLDER, this::move);
    routes.on(HttpMethod.DELETE, FOLDER, this::delete);
  }

  private Future<String> list(Call call, FolderPath parent) {
    int most = (int) call.parameters().number("max_results", MOST_RESULTS, 1, MOST_RESULTS);
    ListFolders message =
        new ListFolders(
            call.environment().id(),
            parent,
            most,
            call.parameters().text("next_cursor").orElse(null));
    return bus.request(ListFolders.ADDRESS, message).map(Answer::body);
  }

  private Future<String> create(Call call) {
    return bus.request(CreateFolder.ADDRESS, new CreateFolder(call.by(), folder(call)))
        .map(Answer::body);
  }

  private Future<String> move(Call call) {
    FolderPath to = new FolderPath(call.parameters().required("to_folder"));
    return bus.request(MoveFolder.ADDRESS, new MoveFolder(call.by(), folder(call), to))
        .map(Answer::body);
  }

  private Future<String> delete(Call call) {
    return bus.request(DeleteFolder.ADDRESS, new DeleteFolder(call.by(), folder(call), false))
        .map(Answer::body);
  }

  private static FolderPath folder(Call call) {
    return new FolderPath(call.path("folder"));
  }
}
