package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CatalogKind;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SaveTransformation;
import dev.darkroom.transform.language.NamedTransformations;
import dev.darkroom.transform.language.Transformation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.regex.Pattern;

/** {@code transformations[/:name]} (reference/admin-api.md 9). */
public final class TransformationEndpoints implements CallGroup {
  private static final CatalogKind KIND = CatalogKind.TRANSFORMATION;

  /** What can stand behind {@code t_} in a URL: a point would join two names. */
  private static final Pattern NAME = Pattern.compile("[\\w :@+-]{1,255}");

  private static final int LONGEST = 4_096;

  private final Bus bus;

  /** The endpoints. */
  public TransformationEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "transformations", this::listOrShow);
    routes.on(HttpMethod.POST, "transformations", this::create);
    routes.on(HttpMethod.PUT, "transformations", this::update);
    routes.on(HttpMethod.DELETE, "transformations", this::delete);
    routes.on(HttpMethod.GET, "transformations/:name*", this::listOrShow);
    routes.on(HttpMethod.POST, "transformations/:name*", this::create);
    routes.on(HttpMethod.PUT, "transformations/:name*", this::update);
    routes.on(HttpMethod.DELETE, "transformations/:name*", this::delete);
  }

  private Future<String> listOrShow(Call call) {
    boolean one =
        call.exchange().optionalPath("name").isPresent() || call.parameters().has("transformation");
    return one
        ? Entry.show(bus, call, KIND, name(call))
        : Entry.list(bus, call, KIND, call.parameters().optionalFlag("named").orElse(null));
  }

  /** {@code name} in the path or as a parameter; {@code transformation} is what it stands for. */
  private Future<String> create(Call call) {
    Parameters parameters = call.parameters();
    String given =
        call.exchange().optionalPath("name").orElseGet(() -> parameters.required("name"));
    String name = given.startsWith("t_") ? given.substring(2) : given;
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "name", Entry.shown(given));
    }
    return save(
        new SaveTransformation(
            call.environment().id(),
            name,
            true,
            checked(parameters.required("transformation")),
            parameters.optionalFlag("allowed_for_strict").orElse(null)));
  }

  private Future<String> update(Call call) {
    Parameters parameters = call.parameters();
    if (!parameters.has("allowed_for_strict")) {
      parameters.required("unsafe_update");
    }
    return save(
        new SaveTransformation(
            call.environment().id(),
            name(call),
            false,
            parameters.text("unsafe_update").map(TransformationEndpoints::checked).orElse(null),
            parameters.optionalFlag("allowed_for_strict").orElse(null)));
  }

  private Future<String> delete(Call call) {
    return Entry.delete(bus, call, KIND, name(call));
  }

  private Future<String> save(SaveTransformation message) {
    return bus.request(SaveTransformation.ADDRESS, message).map(Answer::body);
  }

  /** A name or a transformation's text, in the path or as a parameter. */
  private static String name(Call call) {
    String name =
        call.exchange()
            .optionalPath("name")
            .orElseGet(() -> call.parameters().required("transformation"));
    if (name.length() > LONGEST) {
      throw new Refusal(ErrorCode.TRANSFORMATION_TOO_LONG, LONGEST + " characters");
    }
    return name;
  }

  private static String checked(String transformation) {
    Transformation.parse(NamedTransformations.without(transformation));
    return transformation;
  }
}
