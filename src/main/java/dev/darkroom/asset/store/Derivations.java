package dev.darkroom.asset.store;

import dev.darkroom.asset.upload.AssetNames;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.SingleFlight;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExpandTransformation;
import dev.darkroom.protocol.ExpandedTransformation;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Derived versions: found, or made once in the whole cluster and stored. For virtual threads. */
public final class Derivations {
  private static final String CACHE_CONTROL = "Cache-Control";

  private final Bus bus;
  private final Database database;
  private final AssetStore assets;
  private final DerivedStore derivedStore;
  private final LooseBlobs loose;
  private final SingleFlight<Derived> flights;
  private final InstantSource clock;

  public Derivations(AssetParts parts, SingleFlight<Derived> flights) {
    this.bus = parts.bus();
    this.database = parts.database();
    this.assets = parts.assets();
    this.derivedStore = parts.derived();
    this.loose = parts.loose();
    this.clock = parts.clock();
    this.flights = flights;
  }

  /** The bytes behind a delivery URL. */
  public DeliveredAsset deliver(DeliverAsset asked) {
    String extension = AssetNames.canonical(asked.format());
    UUID digest = Derived.digest(asked.transformation(), extension);
    AssetStore.Found found =
        assets
            .find(asked.environmentId(), asked.key(), digest)
            .orElseThrow(() -> notFound(asked.key()));
    Asset asset = found.asset();
    AccessControl.require(asset.access(), asked.signed(), asked.token(), clock.instant());
    if (asked.transformation().isEmpty()
        && (extension.isEmpty() || extension.equals(asset.format()))) {
      return new DeliveredAsset(
          asset.blob(),
          asset.format(),
          asset.content().etag(),
          asset.content().uploadedAt(),
          headers(asset));
    }
    Derived derived =
        found.derived().orElseGet(() -> makeOnce(asset, asked.transformation(), extension));
    return new DeliveredAsset(
        derived.blob(), derived.format(), derived.etag(), derived.createdAt(), headers(asset));
  }

  /** The asset's own headers, and how long what is not simply public may be kept. */
  private Map<String, String> headers(Asset asset) {
    Map<String, String> headers = new LinkedHashMap<>();
    asset
        .marks()
        .headers()
        .forEach(header -> headers.put(header.getKey(), String.valueOf(header.getValue())));
    AccessControl.caching(asset.access(), clock.instant())
        .ifPresent(value -> {
          headers.keySet().removeIf(CACHE_CONTROL::equalsIgnoreCase);
          headers.put(CACHE_CONTROL, value);
        });
    return headers;
  }

  /** A derived version of an asset, made now if it does not exist. */
  public Derived find(Asset asset, String transformation, String extension) {
    return derivedStore
        .find(asset, Derived.digest(transformation, extension))
        .orElseGet(() -> makeOnce(asset, transformation, extension));
  }

  /**
   * One eager version of an asset.
   *
   * @throws Refusal when the failure is not the item's fault, such as an overloaded server
   */
  public EagerResult made(Asset asset, EagerItem item) {
    String extension = item.format().isEmpty() ? asset.format() : item.format();
    try {
      return new EagerResult.Made(item, find(asset, item.transformation(), extension));
    } catch (Refusal refusal) {
      if (refusal.isFinal()) {
        return new EagerResult.Failed(item, refusal.getMessage());
      }
      throw refusal;
    }
  }

  private Derived makeOnce(Asset asset, String transformation, String extension) {
    UUID digest = Derived.digest(transformation, extension);
    return flights.run(
        asset.assetId() + "/" + asset.version() + "/" + digest,
        () -> make(asset, transformation, extension));
  }

  /**
   * Makes the eager versions of content that is no asset yet, side by side.
   *
   * @throws Refusal when the failure is not the item's fault, such as an overloaded server
   */
  public List<EagerResult> prepare(
      long environmentId, StagedBlob content, ImageFacts facts, List<EagerItem> items) {
    List<Future<RenderedBlob>> flying = new ArrayList<>();
    for (EagerItem item : items) {
      flying.add(
          expanded(environmentId, item.transformation())
              .compose(transformation ->
                  bus.request(
                      RenderBlob.ADDRESS,
                      new RenderBlob(content.blob(), facts, transformation, item.format()))));
    }
    Future.join(flying).transform(ended -> Future.succeededFuture()).await();
    Instant now = clock.instant();
    List<EagerResult> results = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      results.add(result(items.get(i), flying.get(i), now));
    }
    return results;
  }

  /** Stores a derived version in the transaction of its asset, or of its own. */
  public void insert(SqlConnection connection, Asset asset, Derived derived) {
    loose.claim(connection, List.of(derived.blob())).await();
    if (!derivedStore.insert(connection, asset, derived)) {
      loose.note(connection, List.of(derived.blob()));
    }
  }

  private static EagerResult result(EagerItem item, Future<RenderedBlob> made, Instant now) {
    if (made.succeeded()) {
      RenderedBlob blob = made.result();
      return new EagerResult.Made(
          item, Derived.of(item.transformation(), blob.format(), blob, now));
    }
    if (made.cause() instanceof Refusal refusal && refusal.isFinal()) {
      return new EagerResult.Failed(item, refusal.getMessage());
    }
    throw made.cause() instanceof RuntimeException known
        ? known
        : new IllegalStateException(made.cause());
  }

  private Derived make(Asset asset, String transformation, String extension) {
    Optional<Derived> meanwhile =
        derivedStore.find(asset, Derived.digest(transformation, extension));
    if (meanwhile.isPresent()) {
      return meanwhile.get();
    }
    ImageFacts facts = asset.image();
    if (facts == null) {
      throw unsupported(asset.key().resourceType(), transformation, extension);
    }
    RenderedBlob made =
        expanded(asset.environmentId(), transformation)
            .compose(full ->
                bus.request(
                    RenderBlob.ADDRESS, new RenderBlob(asset.blob(), facts, full, extension)))
            .await();
    Derived derived = Derived.of(transformation, extension, made, clock.instant());
    database.<Object>awaitTransaction(connection -> {
      insert(connection, asset, derived);
      return derived;
    });
    return derived;
  }

  /** The transformation as the engine understands it; the requested text stays the key. */
  private Future<String> expanded(long environmentId, String transformation) {
    return transformation.contains("t_")
        ? bus.request(
                ExpandTransformation.ADDRESS,
                new ExpandTransformation(environmentId, transformation))
            .map(ExpandedTransformation::transformation)
        : Future.succeededFuture(transformation);
  }

  /** What is made of pictures only is wanted of something else. */
  public static Refusal unsupported(ResourceType type, String transformation, String format) {
    String wanted = transformation.isEmpty() ? "f_" + format : transformation;
    return new Refusal(
        ErrorCode.UNSUPPORTED_TRANSFORMATION, wanted + " of resource type " + type.word());
  }

  public static Refusal notFound(AssetKey key) {
    return new Refusal(ErrorCode.RESOURCE_NOT_FOUND, key.publicId());
  }
}
