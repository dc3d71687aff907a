package dev.darkroom.asset;

import static dev.darkroom.testing.Await.await;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.AssetUrls;
import dev.darkroom.asset.upload.RemoteSource;
import dev.darkroom.blob.DiskBlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.environment.EnvironmentVerticle;
import dev.darkroom.environment.FirstEnvironment;
import dev.darkroom.net.AddressGuard;
import dev.darkroom.net.Cidr;
import dev.darkroom.net.SystemResolver;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.JobLog;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.protocol.AccessRules;
import dev.darkroom.protocol.AnalysisWanted;
import dev.darkroom.protocol.AnalyzeBlob;
import dev.darkroom.protocol.AnalyzedBlob;
import dev.darkroom.protocol.AppliedMetadata;
import dev.darkroom.protocol.ApplyMetadata;
import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.EagerWanted;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.ExpectBlob;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Incoming;
import dev.darkroom.protocol.Labelling;
import dev.darkroom.protocol.LeasedDelivery;
import dev.darkroom.protocol.Markings;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.ProbeMedia;
import dev.darkroom.protocol.ProbedBlob;
import dev.darkroom.protocol.ProbedMedia;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.UploadFlow;
import dev.darkroom.testing.TestDatabase;
import dev.darkroom.trigger.TriggerParts;
import dev.darkroom.trigger.TriggerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The asset store as it runs, on a real database and a real disk; only the engine is a fake: what
 * begins with {@code IMG} is a JPEG of 400 x 300, {@code c_bad} cannot be rendered.
 */
final class AssetRig implements AutoCloseable {
  static final String GLOBAL_UPLOAD = "http://global.test/upload";
  static final String GLOBAL_EAGER = "http://global.test/eager";
  static final String GLOBAL_ERROR = "http://global.test/error";

  final Vertx vertx = Vertx.vertx();
  final Bus bus;
  final TestDatabase database = TestDatabase.fresh(vertx);
  final AtomicInteger renders = new AtomicInteger();
  final BlockingQueue<EventCommitted> events = new LinkedBlockingQueue<>();
  final Path folder;
  final DiskBlobStore blobs;
  final Environment environment;
  final AssetParts parts;

  AssetRig(Path folder) throws IOException {
    this(folder, Duration.ofSeconds(20));
  }

  /** The same, where long work takes at most so much time. */
  AssetRig(Path folder, Duration longest) throws IOException {
    this(folder, longest, FolderMode.DYNAMIC);
  }

  /** The same with folders of that kind. */
  AssetRig(Path folder, Duration longest, FolderMode mode) throws IOException {
    this.bus = new Bus(vertx, new Bus.Deadlines(Duration.ofSeconds(5), longest));
    this.folder = folder;
    this.blobs = new DiskBlobStore(vertx, folder, "node");
    await(new FirstEnvironment(database.database()).seed(null, mode));
    deploy(ThreadingModel.EVENT_LOOP, new EnvironmentVerticle(bus, database.database()));
    deploy(
        ThreadingModel.VIRTUAL_THREAD,
        new TriggerVerticle(
            new TriggerParts(
                bus,
                database.database(),
                new EventLog(new LeaseOwner("node", Duration.ofMinutes(1))),
                InstantSource.system(),
                10)));
    deploy(ThreadingModel.EVENT_LOOP, new FakeEngine());
    this.environment = await(bus.request(FindEnvironment.ADDRESS, new FindEnvironment("demo")));
    this.parts = parts();
    deployAssets();
    trigger(EventType.UPLOAD, GLOBAL_UPLOAD);
    trigger(EventType.EAGER, GLOBAL_EAGER);
    trigger(EventType.ERROR, GLOBAL_ERROR);
  }

  private AssetParts parts() {
    LeaseOwner owner = new LeaseOwner("node", Duration.ofMinutes(1));
    owner.open(true);
    return new AssetParts(
        bus,
        database.database(),
        blobs,
        new EventLog(owner),
        new JobLog(database.database(), "node", Duration.ofSeconds(30)),
        new AssetUrls("http://cdn.test/{cloud}", "https://cdn.test/{cloud}"),
        InstantSource.system());
  }

  private void deployAssets() {
    AddressGuard guard =
        new AddressGuard(
            new SystemResolver(vertx, Duration.ofSeconds(2)), List.of(Cidr.of("127.0.0.0/8")));
    RemoteSource remote =
        new RemoteSource(
            vertx,
            vertx.createHttpClient(),
            guard,
            blobs,
            new RemoteSource.Limits(Duration.ofSeconds(5), 1_000_000));
    AssetVerticle.Pace pace =
        new AssetVerticle.Pace(
            Duration.ofSeconds(10), 4, Duration.ofMillis(200), Duration.ofMinutes(10));
    deploy(ThreadingModel.VIRTUAL_THREAD, new AssetVerticle(parts, remote, pace, 100_000_000));
  }

  private void deploy(ThreadingModel model, io.vertx.core.Deployable verticle) {
    await(vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model)));
  }

  void trigger(EventType type, String uri) {
    trigger(type, uri, false);
  }

  void trigger(EventType type, String uri, boolean additive) {
    await(
        bus.request(
            CreateTrigger.ADDRESS,
            new CreateTrigger(
                environment.id(), type, uri, "webhook", additive, null, null, AuthScheme.DEFAULT)));
  }

  private final class FakeEngine extends VerticleBase {
    @Override
    public Future<?> start() {
      bus.subscribe(EventCommitted.TOPIC, events::add);
      bus.serve(ProbeBlob.ADDRESS, this::probe);
      bus.serve(ProbeMedia.ADDRESS, asked -> Future.succeededFuture(new ProbedMedia(null)));
      bus.serve(RenderBlob.ADDRESS, this::render);
      bus.serve(ApplyMetadata.ADDRESS, this::metadata);
      bus.serve(AnalyzeBlob.ADDRESS, this::analyze);
      return Future.succeededFuture();
    }

    private Future<ProbedBlob> probe(ProbeBlob asked) {
      return blobs
          .local(asked.blob(), asked.staging())
          .compose(file -> vertx.fileSystem().readFile(file.toString()))
          .map(bytes ->
              new ProbedBlob(
                  bytes.toString().startsWith("IMG")
                      ? new ImageFacts("jpg", 400, 300, 1, false)
                      : null));
    }

    /** Knows every field but {@code unknown}. */
    private Future<AppliedMetadata> metadata(ApplyMetadata asked) {
      if (asked.changes().containsKey("unknown")) {
        return Future.failedFuture(new Refusal(ErrorCode.INVALID_PARAMETER, "metadata", "unknown"));
      }
      JsonObject metadata = new JsonObject(asked.current());
      asked.changes().forEach(metadata::put);
      return Future.succeededFuture(new AppliedMetadata(metadata.encode()));
    }

    /** {@code IMG} is followed by the picture's own hash. */
    private Future<AnalyzedBlob> analyze(AnalyzeBlob asked) {
      return blobs
          .local(asked.blob(), asked.staging())
          .compose(file -> vertx.fileSystem().readFile(file.toString()))
          .map(bytes -> {
            JsonObject measures = new JsonObject();
            asked.wanted().forEach(word -> measures.put(word, word));
            if (asked.wanted().contains("phash")) {
              measures.put("phash", bytes.toString().substring(4, 20));
            }
            return new AnalyzedBlob(measures.encode());
          });
    }

    private Future<RenderedBlob> render(RenderBlob asked) {
      renders.incrementAndGet();
      if (asked.transformation().contains("c_bad")) {
        return Future.failedFuture(
            new Refusal(ErrorCode.INVALID_TRANSFORMATION_VALUE, "crop", "bad"));
      }
      byte[] bytes = ("rendered " + asked).getBytes(StandardCharsets.UTF_8);
      String format = asked.format().isEmpty() ? "jpg" : asked.format();
      return bus.request(ExpectBlob.ADDRESS, new ExpectBlob(BlobRef.of(bytes)))
          .compose(expected -> blobs.put(bytes))
          .map(blob -> new RenderedBlob(blob, "0".repeat(32), format, 100, 75));
    }
  }

  StagedBlob stage(String text) {
    return await(
        blobs
            .stage(10_000_000)
            .compose(writer -> writer.write(Buffer.buffer(text)).compose(done -> writer.finish())));
  }

  /** The next event with its destinations, as {@code type url url}. */
  EventCommitted nextEvent() {
    try {
      EventCommitted event = events.poll(10, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no event came");
      }
      return event;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  static String told(EventCommitted event) {
    List<String> words = new ArrayList<>();
    words.add(event.type().word());
    event.deliveries().stream().map(LeasedDelivery::url).sorted().forEach(words::add);
    return String.join(" ", words);
  }

  JsonObject store(StoreAsset request) {
    return new JsonObject(await(bus.request(StoreAsset.ADDRESS, request)).body());
  }

  Upload upload(String publicId) {
    return new Upload(publicId);
  }

  Caller caller() {
    return new Caller(
        "c71a396e9526e0e37b92641ab9c4b6d9", "api", "614335564976464", "127.0.0.1", Instant.now());
  }

  /** A person at the Console. */
  Caller person() {
    return new Caller(
        "c71a396e9526e0e37b92641ab9c4b6d9", "ui", "ada@example.com", "127.0.0.1", Instant.now());
  }

  /** How many bytes lie in a part of the store: {@code kept} or {@code staging}. */
  long files(String part) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(part))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  boolean keeps(BlobRef blob) {
    return await(blobs.exists(blob));
  }

  /** An upload request in the making. */
  final class Upload {
    private final String publicId;
    private @Nullable ResourceType resourceType = ResourceType.IMAGE;
    private StagedBlob content = stage("IMG one");
    private @Nullable String url;
    private boolean overwrite = true;
    private List<EagerItem> eager = List.of();
    private boolean eagerAsync;
    private boolean async;
    private @Nullable String notificationUrl;
    private @Nullable String eagerNotificationUrl;

    Upload(String publicId) {
      this.publicId = publicId;
    }

    Upload of(@Nullable ResourceType type, String text) {
      resourceType = type;
      await(blobs.discard(content));
      content = stage(text);
      return this;
    }

    Upload from(String where) {
      await(blobs.discard(content));
      url = where;
      return this;
    }

    Upload keepOld() {
      overwrite = false;
      return this;
    }

    Upload eager(String... transformations) {
      eager = Stream.of(transformations).map(each -> new EagerItem(each, each, "")).toList();
      return this;
    }

    Upload eagerAsync() {
      eagerAsync = true;
      return this;
    }

    Upload async() {
      async = true;
      return this;
    }

    Upload notify(String where) {
      notificationUrl = where;
      return this;
    }

    Upload notifyEager(String where) {
      eagerNotificationUrl = where;
      return this;
    }

    StoreAsset request() {
      return new StoreAsset(
          environment.id(),
          caller(),
          resourceType,
          DeliveryType.UPLOAD,
          url == null ? content : null,
          url,
          new Naming(
              new PublicId(publicId),
              null,
              null,
              null,
              null,
              url == null ? "Photo.JPG" : null,
              Naming.Rules.usual()),
          new Labelling(List.of("a", "b"), Map.of("alt", "A dog"), Map.of(), false),
          AccessRules.unchanged(),
          Markings.none(),
          Incoming.asItIs(),
          new EagerWanted(eager, eagerAsync, eagerNotificationUrl),
          AnalysisWanted.none(),
          new UploadFlow(overwrite, async, false, notificationUrl, null, null, null, false));
    }

    JsonObject send() {
      return store(request());
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
