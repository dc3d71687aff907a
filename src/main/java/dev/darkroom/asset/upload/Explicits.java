package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.store.EagerResult;
import dev.darkroom.outbox.Job;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExplicitAsset;
import dev.darkroom.protocol.Incoming;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Changes of an asset with the parameters of an upload (reference/upload-api.md 5.1): everything is
 * measured and made first, then committed with its events. An asset of the type {@code fetch} that
 * is not there yet is fetched. For virtual threads.
 */
final class Explicits {
  private static final int ATTEMPTS = 5;

  private final AssetParts parts;
  private final Derivations derivations;
  private final Uploads uploads;
  private final Consumer<Job> startJob;
  private final Measures measures;
  private final Moderations moderations;
  private final Metadata metadata;

  Explicits(AssetParts parts, Derivations derivations, Uploads uploads, Consumer<Job> startJob) {
    this.parts = parts;
    this.derivations = derivations;
    this.uploads = uploads;
    this.startJob = startJob;
    this.measures = new Measures(parts.bus());
    this.moderations = new Moderations(parts.database());
    this.metadata = new Metadata(parts.bus());
  }

  /** Refuses what cannot be changed: an asset that is not there and cannot be fetched. */
  void require(ExplicitAsset request) {
    if (request.key().type() != DeliveryType.FETCH && find(request).isEmpty()) {
      throw Derivations.notFound(request.key());
    }
  }

  private Optional<Asset> find(ExplicitAsset request) {
    return parts
        .assets()
        .find(request.environmentId(), request.key())
        .filter(found -> !found.isPlaceholder());
  }

  /**
   * The answer is that of an upload.
   *
   * @param fence takes part in the transaction, and throws to undo it
   */
  StoredAsset change(ExplicitAsset request, Consumer<SqlConnection> fence) {
    Environment environment = parts.environment(request.environmentId());
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Asset> asset = find(request);
      if (asset.isEmpty()) {
        return missing(request, fence);
      }
      Findings findings = findings(request, asset.get());
      Optional<UploadTransaction.Committed> committed =
          new ExplicitTransaction(parts, derivations, environment, request)
              .commit(asset.get(), findings, fence);
      if (committed.isPresent()) {
        return committed.get().finish(parts, startJob);
      }
    }
    throw new Refusal(ErrorCode.OVERLOADED, 1);
  }

  /**
   * Everything about the change that takes time.
   *
   * @param metadata the asset's from now on
   */
  record Findings(
      JsonObject analysis,
      Moderations.Verdict verdict,
      JsonObject metadata,
      List<EagerResult> eager,
      List<BreakpointSet> breakpoints) {}

  private StoredAsset missing(ExplicitAsset request, Consumer<SqlConnection> fence) {
    if (request.key().type() != DeliveryType.FETCH) {
      throw Derivations.notFound(request.key());
    }
    StoreAsset upload =
        new StoreAsset(
            request.environmentId(),
            request.caller(),
            request.key().resourceType(),
            DeliveryType.FETCH,
            null,
            request.key().publicId().value(),
            Naming.of(request.key().publicId()),
            request.labels(),
            request.access(),
            request.marks(),
            Incoming.asItIs(),
            request.eager(),
            request.analysis(),
            request.flow());
    return uploads.store(upload, fence, startJob);
  }

  private Findings findings(ExplicitAsset request, Asset asset) {
    Instant now = parts.clock().instant();
    Material material = material(asset);
    JsonObject analysis = measures.of(material, request.analysis());
    Moderations.Verdict verdict =
        moderations.judge(
            asset.environmentId(),
            asset.key(),
            analysis.getString("phash"),
            request.analysis().moderation(),
            now);
    return new Findings(
        analysis,
        verdict,
        metadata.ofChanged(asset.environmentId(), asset.labels().metadata(), request.labels()),
        verdict.rejected() ? List.of() : eager(request, asset),
        verdict.rejected()
            ? List.of()
            : new BreakpointRenders(parts.bus(), material, now)
                .make(request.analysis().breakpoints()));
  }

  private static Material material(Asset asset) {
    StagedBlob content = new StagedBlob(asset.blob(), asset.content().etag(), null);
    return new Material(
        content,
        asset.key().resourceType(),
        asset.image(),
        asset.content().media(),
        asset.format());
  }

  private List<EagerResult> eager(ExplicitAsset request, Asset asset) {
    if (request.eager().async()) {
      return new EagerBatch(request.caller(), request.eager(), request.flow()).processing();
    }
    List<EagerResult> results = new ArrayList<>();
    request.eager().items().forEach(item -> results.add(derivations.made(asset, item)));
    return results;
  }
}
