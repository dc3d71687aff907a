package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.DeleteEndpoint;
import dev.darkroom.protocol.ListEndpoints;
import dev.darkroom.protocol.SaveEndpoint;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code /v1_1/:cloud/notification_urls}: notification URLs with all that triggers share them for,
 * and how they are sent to. Ours: the contract knows triggers only. The URL is a parameter, never
 * part of the path.
 */
public final class NotificationUrlEndpoints implements CallGroup {
  /** What signs or names a call and is no change of the URL. */
  private static final Set<String> OF_THE_CALL =
      Set.of("url", "api_key", "signature", "timestamp", "signature_algorithm");

  private final Bus bus;

  /** The endpoints. */
  public NotificationUrlEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "notification_urls", this::list);
    routes.on(HttpMethod.PUT, "notification_urls", this::save);
    routes.on(HttpMethod.DELETE, "notification_urls", this::delete);
  }

  /** Every URL with its event types, options and state. */
  private Future<String> list(Call call) {
    return bus.request(ListEndpoints.ADDRESS, new ListEndpoints(call.environment().id()))
        .map(Answer::body);
  }

  /** Changes what is given; empty values are taken away. */
  private Future<String> save(Call call) {
    Parameters parameters = call.parameters();
    Map<String, String> changes = new LinkedHashMap<>();
    for (String name : parameters.names()) {
      if (!OF_THE_CALL.contains(name)) {
        changes.put(name, parameters.text(name).orElse(""));
      }
    }
    SaveEndpoint message =
        new SaveEndpoint(call.environment().id(), parameters.required("url"), changes);
    return bus.request(SaveEndpoint.ADDRESS, message).map(Answer::body);
  }

  /** Back to the server's own settings, and active. */
  private Future<String> delete(Call call) {
    DeleteEndpoint message =
        new DeleteEndpoint(call.environment().id(), call.parameters().required("url"));
    return bus.request(DeleteEndpoint.ADDRESS, message)
        .map(done -> JsonObject.of("message", "deleted").encode());
  }
}
