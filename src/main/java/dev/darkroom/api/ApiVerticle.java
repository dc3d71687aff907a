package dev.darkroom.api;

import dev.darkroom.api.admin.AdminGuard;
import dev.darkroom.api.admin.VisualSearch;
import dev.darkroom.api.inbox.InboxHandler;
import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Staging;
import dev.darkroom.api.serve.SearchUrlHandler;
import dev.darkroom.api.serve.ServeHandler;
import dev.darkroom.api.upload.DeleteByTokenHandler;
import dev.darkroom.api.upload.UploadGuard;
import dev.darkroom.api.upload.UploadHandler;
import dev.darkroom.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs on an event loop, one instance per core: it waits for nothing, every answer is a future.
 *
 * <p>The HTTP server: REST API, delivery of images, health.
 */
public final class ApiVerticle extends VerticleBase {
  private static final int DRAIN_SECONDS = 15;

  /** So much of the usage is lost when the node is killed. */
  private static final long FLUSH_MILLIS = 3_000;

  private final ApiParts parts;
  private @Nullable HttpServer server;

  /** An instance; all instances of a node share the parts. */
  public ApiVerticle(ApiParts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    HttpServer listening =
        vertx
            .createHttpServer(ServerOptions.of(parts.settings()))
            .requestHandler(router())
            .invalidRequestHandler(Gate::invalid);
    server = listening;
    vertx.setPeriodic(FLUSH_MILLIS, tick -> parts.traffic().flush());
    return listening.listen();
  }

  /** Takes no new requests, lets those that are inside end, and tells what was served. */
  @Override
  public Future<?> stop() {
    parts.streams().close();
    return server == null
        ? Future.succeededFuture()
        : server
            .shutdown(DRAIN_SECONDS, TimeUnit.SECONDS)
            .eventually(() -> parts.traffic().flush());
  }

  /** The port that it listens on, once deployed. */
  public int port() {
    return server == null ? 0 : server.actualPort();
  }

  private Router router() {
    ApiSettings.Limits limits = parts.settings().limits();
    Bus bus = parts.bus();
    BodyReader bodies = new BodyReader(limits.textBytes());
    Staging staging = new Staging(parts.blobs(), limits.fileBytes());
    AdminGuard guard = new AdminGuard(bus, bodies, parts.rateLimit(), parts.clock());
    Router router = Router.router(vertx);
    Routes routes = new Routes(router, new Refusals());
    Gate gate = new Gate(vertx, parts.admission(), limits, parts.traffic());
    routes.entrance(gate);
    routes.health(new Health(parts.checks()));
    routes.admission(gate);
    routes.visualSearch(new VisualSearch(bus, guard, staging));
    AdminCalls.add(parts, vertx, bodies, routes, guard);
    CallRoutes uploads = routes.uploadCalls(new UploadGuard(bus, bodies, parts.clock()));
    UploadCalls.all(parts).forEach(group -> group.add(uploads));
    routes.upload(new UploadHandler(bus, bodies, staging, parts.clock()));
    routes.deleteByToken(new DeleteByTokenHandler(bus, bodies, parts.clock()));
    if (parts.settings().extras().inbox()) {
      new InboxHandler(bus).add(router);
    }
    routes.searchUrls(new SearchUrlHandler(bus, parts.settings().defaultCloud()));
    routes.webhookDocs(parts.docs());
    routes.delivery(
        new ServeHandler(
            bus,
            parts.blobs(),
            new ServeHandler.Rules(
                parts.settings().defaultCloud(),
                parts.settings().strict(),
                parts.settings().extras().openFetch()),
            parts.clock()));
    return router;
  }
}
