package dev.darkroom;

import dev.darkroom.api.ApiParts;
import dev.darkroom.api.ApiSettings;
import dev.darkroom.api.ApiVerticle;
import dev.darkroom.api.HealthCheck;
import dev.darkroom.asset.AssetVerticle;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.AssetUrls;
import dev.darkroom.asset.upload.RemoteSource;
import dev.darkroom.catalog.CatalogVerticle;
import dev.darkroom.config.Settings;
import dev.darkroom.environment.EnvironmentVerticle;
import dev.darkroom.journal.JournalVerticle;
import dev.darkroom.metadata.MetadataVerticle;
import dev.darkroom.net.AddressGuard;
import dev.darkroom.outbox.DeliveryHistory;
import dev.darkroom.outbox.DeliveryLog;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.JobLog;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.outbox.Partitions;
import dev.darkroom.outbox.Resends;
import dev.darkroom.transform.TransformSettings;
import dev.darkroom.transform.TransformVerticle;
import dev.darkroom.transform.plan.Limits;
import dev.darkroom.transform.video.VideoVerticle;
import dev.darkroom.trigger.TriggerParts;
import dev.darkroom.trigger.TriggerVerticle;
import dev.darkroom.webhook.ClusterRetryBoard;
import dev.darkroom.webhook.Nodes;
import dev.darkroom.webhook.RetrySchedule;
import dev.darkroom.webhook.WebhookSettings;
import dev.darkroom.webhook.WebhookVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The verticles of one node, deployed from the inside out: the HTTP edge comes last. */
final class Node {
  private static final int DELIVERY_CONNECTIONS = 4;
  private static final Duration JOB_LEASE = Duration.ofSeconds(30);
  private static final Duration LONGEST_RENDER = Duration.ofSeconds(10);
  private static final Duration RELEASE_AGAIN = Duration.ofSeconds(1);
  private static final AssetVerticle.Pace PACE =
      new AssetVerticle.Pace(
          Duration.ofSeconds(30), 16, Duration.ofSeconds(2), Duration.ofMinutes(10));

  private final Lifecycle lifecycle;
  private final Settings settings;
  private final Foundation on;
  private final LeaseOwner owner;
  private final JobLog jobs;
  private final int port;

  private Node(Lifecycle lifecycle, Settings settings, Foundation on) throws Exception {
    this.lifecycle = lifecycle;
    this.settings = settings;
    this.on = on;
    this.owner = new LeaseOwner(on.cluster().nodeId(), webhooks().lease());
    this.jobs = new JobLog(on.database(), on.cluster().nodeId(), JOB_LEASE);
    this.port = settings.http().port() == 0 ? freePort() : settings.http().port();
  }

  /** Starts everything; returns the port when requests are answered. */
  static int start(Lifecycle lifecycle, Settings settings, Foundation on) throws Exception {
    Node node = new Node(lifecycle, settings, on);
    node.takeOverJobs();
    node.deploy("environments", ThreadingModel.EVENT_LOOP, 1, node::environments);
    node.deploy("triggers", ThreadingModel.VIRTUAL_THREAD, 1, node::triggers);
    node.deploy("transform", ThreadingModel.EVENT_LOOP, 1, node::transform);
    node.deploy("video", ThreadingModel.VIRTUAL_THREAD, 1, node::video);
    node.deploy("catalog", ThreadingModel.VIRTUAL_THREAD, 1, node::catalog);
    node.deploy("metadata", ThreadingModel.VIRTUAL_THREAD, 1, node::metadata);
    node.deploy("webhooks", ThreadingModel.EVENT_LOOP, 1, node::webhook);
    node.deploy("journal", ThreadingModel.VIRTUAL_THREAD, 1, node::journal);
    node.deploy("assets", ThreadingModel.VIRTUAL_THREAD, 1, node::assets);
    ApiParts parts = node.apiParts();
    node.deploy(
        "api",
        ThreadingModel.EVENT_LOOP,
        VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE,
        () -> new ApiVerticle(parts));
    return node.port;
  }

  private void takeOverJobs() throws Exception {
    Foundation.await(jobs.releaseLost(on.cluster().members()));
    on.cluster().onMemberRemoved(node -> releaseLostJobs());
  }

  /** Until it is done: the dead node may have run the database, which then takes a moment. */
  private void releaseLostJobs() {
    jobs.releaseLost(on.cluster().members())
        .onFailure(down ->
            on.cluster().vertx().setTimer(RELEASE_AGAIN.toMillis(), again -> releaseLostJobs()));
  }

  private Deployable environments() {
    return new EnvironmentVerticle(on.bus(), on.database());
  }

  private Deployable triggers() {
    return new TriggerVerticle(
        new TriggerParts(
            on.bus(),
            on.database(),
            new EventLog(owner),
            on.clock(),
            settings.webhook().triggers()));
  }

  private Deployable catalog() {
    return new CatalogVerticle(on.bus(), on.database());
  }

  private Deployable metadata() {
    return new MetadataVerticle(on.bus(), on.database());
  }

  private Deployable transform() {
    Settings.Transform pool = settings.transform();
    return new TransformVerticle(
        on.bus(),
        on.blobs(),
        on.engine(),
        new TransformSettings(
            pool.threads(),
            pool.queue(),
            TransformSettings.usual().longestWait(),
            LONGEST_RENDER,
            Limits.USUAL));
  }

  private Deployable video() {
    return new VideoVerticle(on.bus(), on.blobs(), on.ffmpeg());
  }

  private Deployable webhook() {
    return new WebhookVerticle(
        new WebhookVerticle.Parts(
            on.bus(),
            new AddressGuard(on.resolver(), settings.webhook().allow()),
            owner,
            new DeliveryLog(on.database().queues(DELIVERY_CONNECTIONS), owner),
            new DeliveryHistory(on.database()),
            new Resends(on.database()),
            new Partitions(on.database(), (int) settings.webhook().retention().toDays()),
            new ClusterRetryBoard(on.cluster().map(ClusterRetryBoard.MAP)),
            Nodes.of(on.cluster()),
            webhooks(),
            on.clock(),
            new HttpClientOptions()));
  }

  private Deployable journal() {
    return new JournalVerticle(
        new JournalVerticle.Parts(on.bus(), on.database(), new EventLog(owner), on.clock()));
  }

  private WebhookSettings webhooks() {
    Settings.Webhook given = settings.webhook();
    return WebhookSettings.of(
            new RetrySchedule(given.retries()), given.timeout(), given.perUrl(), given.inFlight())
        .disabling(given.disableAfter().orElse(null));
  }

  private Deployable assets() {
    AddressGuard guard = new AddressGuard(on.resolver(), settings.fetch().allow());
    Vertx vertx = on.cluster().vertx();
    RemoteSource remote =
        new RemoteSource(
            vertx,
            vertx.createHttpClient(),
            guard,
            on.blobs(),
            new RemoteSource.Limits(settings.fetch().timeout(), settings.uploadBytes()));
    AssetUrls urls = new AssetUrls(settings.http().url(port), settings.http().secureUrl(port));
    return new AssetVerticle(
        new AssetParts(
            on.bus(), on.database(), on.blobs(), new EventLog(owner), jobs, urls, on.clock()),
        remote,
        PACE,
        settings.chunkedBytes());
  }

  private ApiParts apiParts() {
    ApiSettings.Limits usual = ApiSettings.Limits.usual();
    ApiSettings.Limits limits =
        new ApiSettings.Limits(
            settings.uploadBytes(),
            settings.http().textBytes(),
            settings.http().inFlight(),
            settings.admin().callsPerHour(),
            usual.idle(),
            usual.request());
    return new ApiParts(
        new ApiSettings(
            settings.http().host(),
            port,
            on.credentials().cloud(),
            settings.admin().strictTransformations(),
            limits,
            new ApiSettings.Extras(settings.inbox(), settings.ci(), settings.fetch().open())),
        on.bus(),
        on.blobs(),
        on.clock(),
        List.of(
            new HealthCheck(
                "database", () -> on.database().query("select 1", Tuple.tuple()).mapEmpty()),
            new HealthCheck("blobs", () -> on.blobs().check()),
            new HealthCheck("cluster", () -> on.cluster().check())));
  }

  private void deploy(
      String name, ThreadingModel model, int instances, Supplier<Deployable> verticle)
      throws Exception {
    DeploymentOptions options =
        new DeploymentOptions().setThreadingModel(model).setInstances(instances);
    Vertx vertx = on.cluster().vertx();
    lifecycle.start(
        name,
        () -> Foundation.await(vertx.deployVerticle(verticle, options)),
        id -> Foundation.await(vertx.undeploy(id)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
