package dev.darkroom.asset;

import dev.darkroom.outbox.Job;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.LoadEnvironment;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.sqlclient.SqlConnection;
import java.security.SecureRandom;
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
final class Uploads {
  private static final RandomGenerator RANDOM = new SecureRandom();

  private final AssetParts parts;
  private final Derivations derivations;
  private final RemoteSource remote;

  Uploads(AssetParts parts, Derivations derivations, RemoteSource remote) {
    this.parts = parts;
    this.derivations = derivations;
    this.remote = remote;
  }

  /** Uploads for a caller who waits; {@code startJob} is told of eager work that was committed. */
  StoredAsset store(StoreAsset request, Consumer<Job> startJob) {
    return store(request, connection -> {}, startJob);
  }

  /**
   * The same for a job.
   *
   * @param fence takes part in the transaction, and throws to undo it
   */
  StoredAsset store(StoreAsset request, Consumer<SqlConnection> fence, Consumer<Job> startJob) {
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
    Environment environment = environment(request.environmentId());
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
  void keep(StagedBlob content) {
    parts.loose().note(content.blob());
    parts.blobs().keep(content).await();
  }

  Environment environment(long id) {
    return parts.bus().request(LoadEnvironment.ADDRESS, new LoadEnvironment(id)).await();
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
        : derivations.prepare(content, asset.image(), request.eager());
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
    return new Asset(
        environment.id(),
        UUID.randomUUID(),
        new AssetKey(resourceType, request.type(), names.publicId()),
        parts.clock().instant().getEpochSecond(),
        UUID.randomUUID(),
        content.blob(),
        content.md5(),
        image,
        request.tags(),
        request.context(),
        request.accessMode(),
        names.assetFolder(),
        names.displayName(),
        names.originalFilename(),
        names.originalExtension(),
        request.caller().id(),
        parts.clock().instant());
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
