package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetJson.Earlier;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Batches;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.store.EagerResult;
import dev.darkroom.asset.store.FolderStore;
import dev.darkroom.asset.store.Notification;
import dev.darkroom.bus.RecordCodec;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.NewJob;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.StoreAsset;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of one upload: asset, derived versions, event, deliveries and job, or nothing.
 * The eager matrix of reference/notifications.md 3.3 is decided here.
 */
public record UploadTransaction(
    AssetParts parts, Derivations derivations, Environment environment, StoreAsset request) {

  /** What was committed, to be acted on afterwards. */
  public record Committed(
      JsonObject body, Asset asset, EventCommitted event, Optional<Job> eagerJob) {}

  /** The eager items of an upload that does not wait for them. */
  public static List<EagerResult> processing(StoreAsset request) {
    String batchId = Optional.ofNullable(request.batchId()).orElseGet(Batches::newId);
    return request.eager().stream()
        .<EagerResult>map(item -> new EagerResult.Processing(item, batchId))
        .toList();
  }

  /** Commits a new asset, or the overwrite of an old one. */
  public Committed commit(Asset asset, List<EagerResult> eager, Consumer<SqlConnection> fence) {
    List<Destination> to = destinations();
    return parts
        .database()
        .awaitTransaction(connection -> {
          fence.accept(connection);
          Optional<Asset> before =
              parts.assets().findAndLock(connection, environment.id(), asset.key());
          if (before.isPresent() && !request.overwrite()) {
            parts.loose().note(connection, List.of(asset.blob()));
            return existing(connection, before.get(), to);
          }
          before.ifPresent(old -> release(connection, old));
          return insert(connection, asset, eager, before.isPresent(), to);
        });
  }

  /** Answers with the asset that is already there: nothing is stored. */
  public Committed keepExisting(Asset existing, Consumer<SqlConnection> fence) {
    List<Destination> to = destinations();
    return parts
        .database()
        .awaitTransaction(connection -> {
          fence.accept(connection);
          return existing(connection, existing, to);
        });
  }

  private Committed existing(SqlConnection connection, Asset existing, List<Destination> to) {
    JsonObject body = json().uploaded(existing, List.of(), Earlier.EXISTING);
    return new Committed(body, existing, append(connection, existing, body, to), Optional.empty());
  }

  private Committed insert(
      SqlConnection connection,
      Asset asset,
      List<EagerResult> eager,
      boolean overwritten,
      List<Destination> to) {
    Future<?> claimed = parts.loose().claim(connection, List.of(asset.blob()));
    Future<Asset> inserted = parts.assets().insert(connection, asset);
    Future.join(claimed, inserted).await();
    Asset stored = inserted.result();
    FolderStore.ensure(connection, environment.id(), stored.place().assetFolder());
    for (EagerResult result : eager) {
      if (result instanceof EagerResult.Made made) {
        derivations.insert(connection, stored, made.derived());
      }
    }
    JsonObject body =
        json().uploaded(stored, eager, overwritten ? Earlier.OVERWRITTEN : Earlier.NONE);
    String batchId = batchId(eager);
    if (batchId != null) {
      body.put("batch_id", batchId);
    }
    return new Committed(
        body,
        stored,
        append(connection, stored, body, to),
        eagerJob(stored, eager).map(job -> parts.jobs().append(connection, job).await()));
  }

  private EventCommitted append(
      SqlConnection connection, Asset asset, JsonObject body, List<Destination> to) {
    Notification notification =
        new Notification(EventType.UPLOAD, asset.key().publicId().value(), body);
    return parts.events().append(connection, environment, request.caller(), notification, to);
  }

  /** The blobs of an overwritten asset and its derived versions lose their rows. */
  private void release(SqlConnection connection, Asset old) {
    List<BlobRef> released = new ArrayList<>();
    released.add(old.blob());
    parts.derived().delete(connection, old).forEach(each -> released.add(each.blob()));
    parts.loose().note(connection, released);
  }

  private Optional<NewJob> eagerJob(Asset stored, List<EagerResult> eager) {
    if (!request.eagerAsync() || eager.isEmpty()) {
      return Optional.empty();
    }
    EagerJob job =
        new EagerJob(
            request.caller(),
            stored.key(),
            stored.version(),
            request.eager(),
            request.notificationUrl(),
            request.eagerNotificationUrl());
    return Optional.of(
        new NewJob(
            environment.id(),
            EagerJob.KIND,
            String.valueOf(batchId(eager)),
            RecordCodec.toJson(job),
            null));
  }

  /** The upload's own URL; without one, synchronous eager work lends its own. */
  private List<Destination> destinations() {
    boolean lends = !request.eager().isEmpty() && !request.eagerAsync();
    String url = request.notificationUrl();
    if (url == null && lends) {
      url = request.eagerNotificationUrl();
    }
    return parts.events().destinations(environment, EventType.UPLOAD, url);
  }

  /**
   * The batch the caller follows: of the eager work, else of the upload itself when it was async.
   */
  private @Nullable String batchId(List<EagerResult> eager) {
    for (EagerResult result : eager) {
      if (result instanceof EagerResult.Processing processing) {
        return processing.batchId();
      }
    }
    return request.batchId();
  }

  private AssetJson json() {
    return parts.json(environment);
  }
}
