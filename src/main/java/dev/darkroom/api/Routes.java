package dev.darkroom.api;

import dev.darkroom.api.admin.AccountRoutes;
import dev.darkroom.api.admin.AdminGuard;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.serve.SearchUrlHandler;
import dev.darkroom.api.upload.UploadGuard;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The route table. A path is matched decoded; {@code :name*} takes all that follows. */
final class Routes {
  private static final String API = "/v1_1/:cloud/";
  private static final String SECOND_API = "/v2/:cloud/";
  private static final String MESSAGE_API = "/v2/notifications/:cloud/";
  private static final String ACCOUNT_API = "/v1_1/provisioning/accounts/:accountId/";

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

  /** Uploads of files; browsers may call the Upload API from any page. */
  void upload(Endpoint upload) {
    router.options("/v1_1/*").handler(Cors::preflight);
    route(Family.UPLOAD, HttpMethod.POST, API + "upload", upload);
    route(Family.UPLOAD, HttpMethod.POST, API + ":resourceType/upload", upload);
    route(Family.UPLOAD, HttpMethod.POST, API + ":resourceType/upload_chunked", upload);
  }

  /** Deleting with nothing but a token. */
  void deleteByToken(Endpoint deletion) {
    route(Family.UPLOAD, HttpMethod.POST, API + "delete_by_token", deletion);
  }

  /** Searches by a picture, which may be in the body; it belongs before the other Admin calls. */
  void visualSearch(Endpoint search) {
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
      route(Family.ADMIN, method, API + "resources/visual_search", search);
      // The Java SDK names a resource type behind it.
      route(Family.ADMIN, method, API + "resources/visual_search/image", search);
    }
  }

  /** The rest of the Upload API. */
  CallRoutes uploadCalls(UploadGuard guard) {
    return (method, template, answer) ->
        route(Family.UPLOAD, method, API + template, guard.guard(answer));
  }

  /** The Admin API. */
  CallRoutes adminCalls(AdminGuard guard) {
    return (method, template, answer) ->
        route(Family.ADMIN, method, API + template, guard.guard(answer));
  }

  /** What newer APIs have behind {@code /v2/:cloud/}, guarded as the Admin API is. */
  CallRoutes secondAdminCalls(AdminGuard guard) {
    return (method, template, answer) ->
        route(Family.ADMIN, method, SECOND_API + template, guard.guard(answer));
  }

  /** Notifications that are fetched; the cloud comes last in their paths. */
  CallRoutes messageCalls(AdminGuard guard) {
    return (method, template, answer) ->
        route(Family.ADMIN, method, MESSAGE_API + template, guard.guard(answer));
  }

  /** The keys that notifications are verified with: public, for anybody. */
  void publicKeys(Endpoint keys) {
    route(Family.ADMIN, HttpMethod.GET, API + "\\.well-known/jwks\\.json", keys);
  }

  /** The Provisioning API, whose endpoints are guarded already. */
  AccountRoutes accountCalls() {
    return (method, template, endpoint) ->
        route(Family.ADMIN, method, ACCOUNT_API + template, endpoint);
  }

  /** Signed searches that any page may open. */
  void searchUrls(Handler<RoutingContext> search) {
    router
        .routeWithRegex(HttpMethod.GET, SearchUrlHandler.PATH)
        .handler(routing -> {
          Family.DELIVERY.mark(routing);
          Cors.delivery(routing);
          search.handle(routing);
        });
  }

  /** What notifications look like. */
  void webhookDocs(WebhookDocs docs) {
    router.get("/docs/webhooks").handler(docs::page);
    router.get("/docs/webhooks.json").handler(docs::schema);
    router.get("/docs/webhooks/:type").handler(docs::oneSchema);
    router.get("/docs/webhooks/*").handler(Routes::unknown);
  }

  /** Everything else is a delivery URL, except what looks like the API. */
  void delivery(Handler<RoutingContext> serve) {
    router.route("/v1_1/*").handler(Routes::unknown);
    router.route("/v2/*").handler(Routes::unknown);
    router
        .route()
        .handler(routing -> {
          Family.DELIVERY.mark(routing);
          Cors.delivery(routing);
          tellTime(routing, System.nanoTime());
          routing.next();
        });
    router.options().handler(routing -> routing.response().setStatusCode(204).end());
    router.route().handler(serve);
  }

  private static void tellTime(RoutingContext routing, long start) {
    routing.addHeadersEndHandler(out -> {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      routing.response().putHeader("Server-Timing", "darkroom;dur=" + millis);
    });
  }

  private void route(Family family, HttpMethod method, String template, Endpoint endpoint) {
    router
        .routeWithRegex(method, regex(template))
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

  /** The Node SDK escapes the slashes of some paths: {@code resources%2Fsearch}. */
  private static String regex(String template) {
    return template
            .replaceAll("(?<=\\w)/(?=.)", "(?:/|%2[Ff])")
            .replaceAll(":(\\w+)\\*", "(?<$1>.+)")
            .replaceAll(":(\\w+)", "(?<$1>[^/]+)")
        + "/?";
  }

  private static void unknown(RoutingContext routing) {
    routing.response().headers().remove(HttpHeaders.CONTENT_LENGTH);
    throw new Refusal(
        ErrorCode.UNKNOWN_ENDPOINT, Answers.shown(String.valueOf(routing.request().path())));
  }
}
