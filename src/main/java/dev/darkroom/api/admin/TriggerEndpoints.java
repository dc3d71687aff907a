package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.DeleteTrigger;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FindTrigger;
import dev.darkroom.protocol.ListTriggers;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.TestTrigger;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.UpdateTrigger;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1_1/:cloud/triggers[/:id]}: notification URLs (reference/admin-api.md 13). */
public final class TriggerEndpoints implements CallGroup {
  private static final Set<String> URI_TYPES = Set.of("webhook", "flow", "poll");
  private static final Set<String> CHANGEABLE =
      Set.of("new_uri", "additive", "filter", "payload_template", "auth_scheme");
  private final Bus bus;

  /** The endpoints. */
  public TriggerEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "triggers", this::list);
    routes.on(HttpMethod.POST, "triggers", this::create);
    routes.on(HttpMethod.GET, "triggers/:id", this::find);
    routes.on(HttpMethod.POST, "triggers/:id/test", this::test);
    routes.on(HttpMethod.PUT, "triggers/:id", this::update);
    routes.on(HttpMethod.DELETE, "triggers/:id", this::delete);
  }

  /** {@code GET triggers[?event_type=]}. */
  private Future<String> list(Call call) {
    EventType type =
        call.parameters().text("event_type").map(TriggerEndpoints::eventType).orElse(null);
    return bus.request(ListTriggers.ADDRESS, new ListTriggers(call.environment().id(), type))
        .map(list -> list(call.environment(), list.triggers()));
  }

  /** {@code GET triggers/:id}. */
  private Future<String> find(Call call) {
    return bus.request(FindTrigger.ADDRESS, new FindTrigger(call.environment().id(), id(call)))
        .map(trigger -> json(call.environment(), trigger).encode());
  }

  /** {@code POST triggers}. */
  private Future<String> create(Call call) {
    Parameters parameters = call.parameters();
    checkLanguage(parameters);
    String uri = parameters.required("uri");
    String uriType = parameters.text("uri_type").orElse("webhook");
    if (!URI_TYPES.contains(uriType)) {
      throw new Refusal(ErrorCode.INVALID_URI_TYPE, uriType);
    }
    CreateTrigger message =
        new CreateTrigger(
            call.environment().id(),
            eventType(parameters.required("event_type")),
            uri,
            uriType,
            parameters.flag("additive", false),
            rule(parameters, "filter"),
            rule(parameters, "payload_template"),
            parameters
                .text("auth_scheme")
                .map(TriggerEndpoints::scheme)
                .orElse(AuthScheme.DEFAULT));
    return bus.request(CreateTrigger.ADDRESS, message)
        .map(trigger -> json(call.environment(), trigger).encode());
  }

  /** {@code PUT triggers/:id}. */
  private Future<String> update(Call call) {
    Parameters parameters = call.parameters();
    checkLanguage(parameters);
    if (parameters.names().stream().noneMatch(CHANGEABLE::contains)) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "new_uri");
    }
    UpdateTrigger message =
        new UpdateTrigger(
            call.environment().id(),
            id(call),
            parameters.text("new_uri").orElse(null),
            parameters.optionalFlag("additive").orElse(null),
            rule(parameters, "filter"),
            rule(parameters, "payload_template"),
            parameters.text("auth_scheme").map(TriggerEndpoints::scheme).orElse(null));
    return bus.request(UpdateTrigger.ADDRESS, message)
        .map(trigger -> JsonObject.of("message", "updated").encode());
  }

  /** {@code POST triggers/:id/test}: what the filter says of a notification. */
  private Future<String> test(Call call) {
    String sample = call.parameters().text("sample_data").orElse("{}");
    return bus.request(
            TestTrigger.ADDRESS,
            new TestTrigger(
                call.environment().id(), id(call), object("sample_data", sample).encode()))
        .map(Answer::body);
  }

  /** {@code DELETE triggers/:id}. */
  private Future<String> delete(Call call) {
    return bus.request(DeleteTrigger.ADDRESS, new DeleteTrigger(call.environment().id(), id(call)))
        .map(done -> JsonObject.of("message", "deleted").encode());
  }

  private static String id(Call call) {
    return call.path("id");
  }

  private static EventType eventType(String word) {
    return EventType.of(word).orElseThrow(() -> new Refusal(ErrorCode.INVALID_EVENT_TYPE, word));
  }

  private static AuthScheme scheme(String word) {
    return AuthScheme.of(word)
        .orElseThrow(
            () -> new Refusal(ErrorCode.INVALID_PARAMETER, "auth_scheme", Entry.shown(word)));
  }

  private static void checkLanguage(Parameters parameters) {
    parameters.word("filter_language", "jsonlogic", Set.of("jsonlogic"));
  }

  /** A JSON object; null when it is absent. What it may say is checked by the registry. */
  private static @Nullable String rule(Parameters parameters, String name) {
    return parameters.text(name).map(text -> object(name, text).encode()).orElse(null);
  }

  private static JsonObject object(String name, String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException broken) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, name, Entry.shown(text));
    }
  }

  private static String list(Environment environment, List<Trigger> triggers) {
    JsonArray array = new JsonArray();
    triggers.forEach(trigger -> array.add(json(environment, trigger)));
    return JsonObject.of("triggers", array, "total", triggers.size()).encode();
  }

  private static JsonObject json(Environment environment, Trigger trigger) {
    JsonObject json =
        new JsonObject()
            .put("id", trigger.id())
            .put("product_environment_id", environment.productEnvironmentId())
            .put("uri_type", trigger.uriType())
            .put("uri", trigger.uri())
            .put("event_type", trigger.eventType().word())
            .put("created_at", trigger.createdAt().toString())
            .put("updated_at", trigger.updatedAt().toString())
            .put("additive", trigger.additive())
            .put("auth_scheme", trigger.authScheme().word());
    if (trigger.filter() != null) {
      json.put("filter", new JsonObject(trigger.filter())).put("filter_language", "jsonlogic");
    }
    if (trigger.payloadTemplate() != null) {
      json.put("payload_template", new JsonObject(trigger.payloadTemplate()));
    }
    return json;
  }
}
