package dev.darkroom.api;

import dev.darkroom.api.admin.AdminGuard;
import dev.darkroom.api.admin.AssetEndpoints;
import dev.darkroom.api.admin.NotificationEndpoints;
import dev.darkroom.api.admin.TriggerEndpoints;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The route table. A path is matched decoded; {@code :name*} takes all that follows. */
final class Routes {
  private static final String API = "/v1_1/:cloud/";

  /** What the router says on its own, without a route's failure handler. */
  private static final List<Integer> ROUTER_REFUSALS = List.of(400, 404, 405, 500);

  private final Router router;

  Routes(Router router, Refusals refusals) {
    this.router = router;
    router.route().failureHandler(refusals);
    for (int status : ROUTER_REFUSALS) {
      router.errorHandler(status, refusals);
    }
  }

  /** What every request passes first, whatever its path. */
  void entrance(Gate gate) {
    router.route().handler(gate::name);
  }

  /** What every request passes after the health checks, which an overloaded node answers too. */
  void admission(Gate gate) {
    router.route().handler(gate::admit);
  }

  /** {@code /healthz}: alive; {@code /readyz}: ready. */
  void health(Health health) {
    router.get("/healthz").handler(routing -> Answers.json(routing, "{\"status\":\"ok\"}"));
    router.get("/readyz").handler(health);
  }

  /** The Upload API; browsers may call it from any page. */
  void upload(Endpoint upload, Endpoint destroy) {
    router.options("/v1_1/*").handler(Cors::preflight);
    route(Family.UPLOAD, HttpMethod.POST, "upload", upload);
    route(Family.UPLOAD, HttpMethod.POST, ":resourceType/upload", upload);
    route(Family.UPLOAD, HttpMethod.POST, ":resourceType/destroy", destroy);
  }

  /** One asset's details, and whether the credentials work. */
  void assets(AdminGuard guard, AssetEndpoints assets) {
    admin(HttpMethod.GET, "ping", guard.guard(assets::ping));
    admin(
        HttpMethod.GET, "resources/:resourceType/:type/:publicId*", guard.guard(assets::describe));
  }

  /** Notification URLs and what was sent to them. */
  void notifications(
      AdminGuard guard, TriggerEndpoints triggers, NotificationEndpoints notifications) {
    admin(HttpMethod.GET, "triggers", guard.guard(triggers::list));
    admin(HttpMethod.POST, "triggers", guard.guard(triggers::create));
    admin(HttpMethod.GET, "triggers/:id", guard.guard(triggers::find));
    admin(HttpMethod.PUT, "triggers/:id", guard.guard(triggers::update));
    admin(HttpMethod.DELETE, "triggers/:id", guard.guard(triggers::delete));
    admin(HttpMethod.GET, "notifications", guard.guard(notifications::list));
  }

  /** Everything else is a delivery URL, except what looks like the API. */
  void delivery(Handler<RoutingContext> serve) {
    router.route("/v1_1/*").handler(Routes::unknown);
    router
        .route()
        .handler(routing -> {
          Family.DELIVERY.mark(routing);
          Cors.delivery(routing);
          routing.next();
        });
    router.options().handler(routing -> routing.response().setStatusCode(204).end());
    router.route().handler(serve);
  }

  private void admin(HttpMethod method, String template, Endpoint endpoint) {
    route(Family.ADMIN, method, template, endpoint);
  }

  private void route(Family family, HttpMethod method, String template, Endpoint endpoint) {
    router
        .routeWithRegex(method, regex(API + template))
        .handler(routing -> {
          family.mark(routing);
          if (family == Family.UPLOAD) {
            Cors.upload(routing);
          }
          endpoint
              .answer(Exchange.of(routing))
              .onComplete(body -> Answers.json(routing, body), routing::fail);
        });
  }

  private static String regex(String template) {
    return template.replaceAll(":(\\w+)\\*", "(?<$1>.+)").replaceAll(":(\\w+)", "(?<$1>[^/]+)")
        + "/?";
  }

  private static void unknown(RoutingContext routing) {
    routing.response().headers().remove(HttpHeaders.CONTENT_LENGTH);
    throw new Refusal(
        ErrorCode.UNKNOWN_ENDPOINT, Answers.shown(String.valueOf(routing.request().path())));
  }
}
