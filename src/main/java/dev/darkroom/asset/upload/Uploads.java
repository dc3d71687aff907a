package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.store.EagerResult;
import dev.darkroom.outbox.Job;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Uploads: content is fetched, probed, named and kept; its eager versions are made; then one
 * transaction turns it all into an asset with its event. For virtual threads.
 */
public final class Uploads {
  private static final RandomGenerator RANDOM = new SecureRandom();

  private final AssetParts parts;
  private final Derivations derivations;
  private final RemoteSource remote;

  public Uploads(AssetParts parts, Derivations derivations, RemoteSource remote) {
    this.parts = parts;
    this.derivations = derivations;
    this.remote = remote;
  }

  /** Uploads for a caller who waits; {@code startJob} is told of eager work that was committed. */
  public StoredAsset store(StoreAsset request, Consumer<Job> startJob) {
    return store(request, connection -> {}, startJob);
  }

  /**
   * The same for a job.
   *
   * @param fence takes part in the transaction, and throws to undo it
   */
  public StoredAsset store(
      StoreAsset request, Consumer<SqlConnection> fence, Consumer<Job> startJob) {
    StagedBlob content = content(request);
    try {
      UploadTransaction.Committed committed = store(request, content, fence);
      parts.events().announce(committed.event());
      committed.eagerJob().ifPresent(startJob);
      return new StoredAsset(
          committed.body().encode(),
          committed.asset().key().publicId().value(),
          committed.asset().version());
    } finally {
      parts.blobs().discard(content).await();
    }
  }

  private UploadTransaction.Committed store(
      StoreAsset request, StagedBlob content, Consumer<SqlConnection> fence) {
    Environment environment = parts.environment(request.environmentId());
    Asset asset = asset(request, content, environment);
    UploadTransaction transaction = new UploadTransaction(parts, derivations, environment, request);
    Optional<Asset> existing =
        request.overwrite() ? Optional.empty() : parts.assets().find(environment.id(), asset.key());
    if (existing.isPresent()) {
      return transaction.keepExisting(existing.get(), fence);
    }
    keep(content);
    return transaction.commit(asset, eager(request, content, asset), fence);
  }

  /** Makes the bytes durable; until a row refers to them they are noted as loose. */
  public void keep(StagedBlob content) {
    parts.loose().note(content.blob());
    parts.blobs().keep(content).await();
  }

  private StagedBlob content(StoreAsset request) {
    if (request.content() != null) {
      return request.content();
    }
    if (request.url() == null) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "file");
    }
    return remote.fetch(request.url());
  }

  private List<EagerResult> eager(StoreAsset request, StagedBlob content, Asset asset) {
    if (request.eager().isEmpty()) {
      return List.of();
    }
    if (asset.image() == null) {
      throw new Refusal(ErrorCode.INVALID_IMAGE_FILE);
    }
    return request.eagerAsync()
        ? UploadTransaction.processing(request)
        : derivations.prepare(asset.environmentId(), content, asset.image(), request.eager());
  }

  private Asset asset(StoreAsset request, StagedBlob content, Environment environment) {
    if (content.blob().size() == 0) {
      throw new Refusal(ErrorCode.EMPTY_FILE);
    }
    ImageFacts image = image(request.resourceType(), content);
    ResourceType resourceType =
        Optional.ofNullable(request.resourceType())
            .orElse(image == null ? ResourceType.RAW : ResourceType.IMAGE);
    AssetNames names = AssetNames.decide(naming(request), environment.folderMode(), image, RANDOM);
    Instant now = parts.clock().instant();
    return new Asset(
        environment.id(),
        UUID.randomUUID(),
        new AssetKey(resourceType, request.type(), names.publicId()),
        content(content, image, now),
        new Asset.Labels(request.tags(), request.context(), new JsonObject()),
        new Asset.Place(names.assetFolder(), names.displayName()),
        new Asset.Access(request.accessMode(), new JsonArray()),
        Asset.Marks.none(),
        new Asset.Origin(
            names.originalFilename(), names.originalExtension(), request.caller().id(), now),
        Asset.Updates.at(now));
  }

  private static Asset.Content content(
      StagedBlob content, @Nullable ImageFacts image, Instant now) {
    ImageFacts facts = image == null ? new ImageFacts("", 0, 0, 0, false) : image;
    return new Asset.Content(
        now.getEpochSecond(),
        UUID.randomUUID(),
        content.blob(),
        content.md5(),
        facts.format(),
        facts.width(),
        facts.height(),
        facts.pages(),
        facts.alpha(),
        null,
        now);
  }

  private @Nullable ImageFacts image(@Nullable ResourceType wanted, StagedBlob content) {
    if (wanted == ResourceType.RAW) {
      return null;
    }
    if (wanted == ResourceType.VIDEO) {
      throw new Refusal(ErrorCode.UNSUPPORTED_RESOURCE_TYPE, wanted.word());
    }
    ImageFacts image =
        parts
            .bus()
            .request(ProbeBlob.ADDRESS, new ProbeBlob(content.blob(), content.staging()))
            .await()
            .image();
    if (image == null && wanted == ResourceType.IMAGE) {
      throw new Refusal(ErrorCode.INVALID_IMAGE_FILE);
    }
    return image;
  }

  /** A file fetched from a URL is named by it. */
  private static Naming naming(StoreAsset request) {
    Naming given = request.naming();
    if (given.fileName() != null || request.url() == null) {
      return given;
    }
    return given.named(RemoteSource.fileName(request.url()).orElse(null));
  }
}
