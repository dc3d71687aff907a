package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CatalogKind;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SaveStreamingProfile;
import dev.darkroom.transform.language.TransformationInfo;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code streaming_profiles[/:name]} (reference/admin-api.md 12). */
public final class ProfileEndpoints implements CallGroup {
  private static final CatalogKind KIND = CatalogKind.STREAMING_PROFILE;
  private static final int LONGEST_DISPLAY_NAME = 255;
  private static final int MOST_REPRESENTATIONS = 20;

  private final Bus bus;

  /** The endpoints. */
  public ProfileEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "streaming_profiles", call -> Entry.list(bus, call, KIND, null));
    routes.on(HttpMethod.POST, "streaming_profiles", this::create);
    routes.on(
        HttpMethod.GET,
        "streaming_profiles/:name",
        call -> Entry.show(bus, call, KIND, call.path("name")));
    routes.on(HttpMethod.PUT, "streaming_profiles/:name", this::update);
    routes.on(
        HttpMethod.DELETE,
        "streaming_profiles/:name",
        call -> Entry.delete(bus, call, KIND, call.path("name")));
  }

  private Future<String> create(Call call) {
    String name = Entry.name("name", call.parameters().required("name"));
    call.parameters().required("representations");
    return save(call, name, true);
  }

  private Future<String> update(Call call) {
    return save(call, call.path("name"), false);
  }

  private Future<String> save(Call call, String name, boolean create) {
    SaveStreamingProfile message =
        new SaveStreamingProfile(
            call.environment().id(),
            name,
            create,
            Entry.text(call.parameters(), "display_name", LONGEST_DISPLAY_NAME),
            representations(call));
    return bus.request(SaveStreamingProfile.ADDRESS, message).map(Answer::body);
  }

  private static @Nullable List<String> representations(Call call) {
    if (!call.parameters().has("representations")) {
      return null;
    }
    List<JsonObject> given = Entry.objects(call.parameters(), "representations");
    if (given.isEmpty() || given.size() > MOST_REPRESENTATIONS) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER,
          "representations",
          given.size() + ", from 1 to " + MOST_REPRESENTATIONS + " are possible");
    }
    return given.stream().map(ProfileEndpoints::transformation).toList();
  }

  private static String transformation(JsonObject representation) {
    if (representation.getValue("transformation") instanceof String text && !text.isBlank()) {
      TransformationInfo.of(text);
      return text;
    }
    throw new Refusal(
        ErrorCode.INVALID_PARAMETER, "representations", Entry.shown(representation.encode()));
  }
}
