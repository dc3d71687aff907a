package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.outbox.Job;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Uploads: content is fetched, taken in, named and kept; everything about it is decided and made;
 * then one transaction turns it all into an asset with its event. For virtual threads.
 */
public final class Uploads {
  private final AssetParts parts;
  private final Derivations derivations;
  private final RemoteSource remote;
  private final Intake intake;
  private final Places places;
  private final Hooks hooks;
  private final Drafts drafts;

  public Uploads(AssetParts parts, Derivations derivations, RemoteSource remote) {
    this.parts = parts;
    this.derivations = derivations;
    this.remote = remote;
    this.intake = new Intake(parts);
    this.places = new Places(parts.database());
    this.hooks = new Hooks(parts);
    this.drafts = new Drafts(parts, derivations);
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
      return store(request, content, fence).finish(parts, startJob);
    } finally {
      parts.blobs().discard(content).await();
    }
  }

  /** Makes the bytes durable; until a row refers to them they are noted as loose. */
  public void keep(StagedBlob content) {
    intake.keep(content);
  }

  private UploadTransaction.Committed store(
      StoreAsset given, StagedBlob content, Consumer<SqlConnection> fence) {
    Environment environment = parts.environment(given.environmentId());
    Material material = intake.take(given, content);
    StoreAsset request = hooks.before(named(given), material);
    AssetNames names = places.names(request, material, environment);
    UploadTransaction transaction = new UploadTransaction(parts, derivations, environment, request);
    AssetKey key = new AssetKey(material.resourceType(), request.type(), names.publicId());
    Optional<Asset> existing =
        request.flow().overwrite()
            ? Optional.empty()
            : parts.assets().find(environment.id(), key).filter(found -> !found.isPlaceholder());
    if (existing.isPresent()) {
      return transaction.keepExisting(existing.get(), fence);
    }
    intake.keep(material.content());
    Draft draft = drafts.draft(request, material, names, environment);
    return transaction.commit(hooks.after(request, draft, environment), fence);
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

  /** A file fetched from a URL is named by it. */
  private static StoreAsset named(StoreAsset request) {
    Naming given = request.naming();
    if (given.fileName() != null || request.url() == null) {
      return request;
    }
    return request.with(given.named(RemoteSource.fileName(request.url()).orElse(null)));
  }
}
