package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CatalogKind;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ReplaceMappings;
import dev.darkroom.protocol.SaveMapping;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code upload_mappings} (reference/admin-api.md 11). */
public final class MappingEndpoints implements CallGroup {
  private static final CatalogKind KIND = CatalogKind.UPLOAD_MAPPING;
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int LONGEST = 2_048;
  private static final int MOST = 1_000;

  private final Bus bus;

  /** The endpoints. */
  public MappingEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "upload_mappings", this::listOrShow);
    routes.on(HttpMethod.POST, "upload_mappings", call -> save(call, true));
    routes.on(HttpMethod.PUT, "upload_mappings", call -> save(call, false));
    routes.on(HttpMethod.PUT, "upload_mappings/replace", this::replace);
    routes.on(
        HttpMethod.DELETE,
        "upload_mappings",
        call -> Entry.delete(bus, call, KIND, folder(call.parameters().required("folder"))));
  }

  private Future<String> listOrShow(Call call) {
    return call.parameters()
        .text("folder")
        .map(folder -> Entry.show(bus, call, KIND, folder(folder)))
        .orElseGet(() -> Entry.list(bus, call, KIND, null));
  }

  private Future<String> save(Call call, boolean create) {
    SaveMapping message =
        new SaveMapping(
            call.environment().id(),
            folder(call.parameters().required("folder")),
            template(call.parameters().required("template")),
            create);
    return bus.request(SaveMapping.ADDRESS, message).map(Answer::body);
  }

  private Future<String> replace(Call call) {
    call.parameters().required("mappings");
    List<JsonObject> mappings = Entry.objects(call.parameters(), "mappings");
    if (mappings.size() > MOST) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "mappings", "more than " + MOST);
    }
    Map<String, String> templates = new LinkedHashMap<>();
    for (JsonObject mapping : mappings) {
      templates.put(folder(member(mapping, "folder")), template(member(mapping, "template")));
    }
    return bus.request(
            ReplaceMappings.ADDRESS, new ReplaceMappings(call.environment().id(), templates))
        .map(Answer::body);
  }

  private static String member(JsonObject mapping, String name) {
    if (mapping.getValue(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new Refusal(ErrorCode.MISSING_PARAMETER, name);
  }

  /** Without slashes at its ends; what no public id can begin with is refused. */
  private static String folder(String given) {
    String folder = given.replaceAll("^/+|/+$", "");
    try {
      return new PublicId(folder).value();
    } catch (Refusal invalid) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "folder", Entry.shown(given));
    }
  }

  private static String template(String given) {
    try {
      URI uri = URI.create(given.strip());
      boolean usable =
          uri.getScheme() != null
              && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
              && uri.getHost() != null
              && given.length() <= LONGEST;
      if (usable) {
        return given.strip();
      }
    } catch (IllegalArgumentException malformed) {
      // Refused below, with the URLs of other kinds.
    }
    throw new Refusal(ErrorCode.INVALID_PARAMETER, "template", Entry.shown(given));
  }
}
