package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson.Earlier;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.store.EagerResult;
import dev.darkroom.asset.store.FolderEvents;
import dev.darkroom.asset.store.FolderStore;
import dev.darkroom.asset.store.Overwritten;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The transaction of one upload: asset, derived versions, token, events, deliveries and job, or
 * nothing. The eager matrix of reference/notifications.md 3.3 is decided here.
 */
record UploadTransaction(
    AssetParts parts, Derivations derivations, Environment environment, StoreAsset request) {

  /** What was committed, to be acted on afterwards. */
  record Committed(
      JsonObject body, Asset asset, List<EventCommitted> events, Optional<Job> eagerJob) {
    /** Tells of it and starts its job; what the caller is answered. */
    StoredAsset finish(AssetParts parts, Consumer<Job> startJob) {
      events.forEach(parts.events()::announce);
      eagerJob.ifPresent(startJob);
      return new StoredAsset(body.encode(), asset.key().publicId().value(), asset.version());
    }
  }

  /** Commits a new asset, or the overwrite of an old one. */
  Committed commit(Draft draft, Consumer<SqlConnection> fence) {
    Receivers to = receivers(draft.verdict()).addFolder(draft.asset().place().assetFolder());
    return parts
        .database()
        .awaitTransaction(connection -> {
          fence.accept(connection);
          Optional<Asset> row =
              parts.assets().findAndLock(connection, environment.id(), draft.asset().key());
          Optional<Asset> before = row.filter(old -> !old.isPlaceholder());
          if (before.isPresent() && !request.flow().overwrite()) {
            return existing(connection, before.get(), to);
          }
          row.ifPresent(old ->
              new Overwritten(parts, old)
                  .release(connection, old.marks().backup() || request.marks().backup()));
          return insert(
              connection, draft, before.isPresent() ? Earlier.OVERWRITTEN : Earlier.NONE, to);
        });
  }

  /** Answers with the asset that is already there: nothing is stored. */
  Committed keepExisting(Asset existing, Consumer<SqlConnection> fence) {
    Receivers to = receivers(Moderations.Verdict.NONE);
    return parts
        .database()
        .awaitTransaction(connection -> {
          fence.accept(connection);
          return existing(connection, existing, to);
        });
  }

  private Committed existing(SqlConnection connection, Asset existing, Receivers to) {
    if (request.content() != null) {
      // A job that kept these bytes alive is gone now.
      parts.loose().note(connection, List.of(request.content().blob()));
    }
    JsonObject body = parts.json(environment).uploaded(existing, List.of(), Earlier.EXISTING);
    return new Committed(
        body, existing, tell(connection, to, List.of(uploadOf(existing, body))), Optional.empty());
  }

  private Committed insert(SqlConnection connection, Draft draft, Earlier earlier, Receivers to) {
    Asset stored = insert(connection, draft);
    for (EagerResult result : draft.eager()) {
      if (result instanceof EagerResult.Made made) {
        derivations.insert(connection, stored, made.derived());
      }
    }
    JsonArray breakpoints = new JsonArray();
    for (BreakpointSet set : draft.breakpoints()) {
      if (set.wanted().createDerived()) {
        set.images().forEach(image -> derivations.insert(connection, stored, image));
      }
      breakpoints.add(set.json(parts.urls(), environment.cloud(), stored));
    }
    JsonObject body = parts.json(environment).uploaded(stored, draft.eager(), breakpoints, earlier);
    complete(connection, body, stored, draft);
    List<Notification> told = new ArrayList<>(folders(connection, stored));
    told.add(uploadOf(stored, body));
    told.addAll(ModerationEvents.of(parts.json(environment), stored, draft));
    return new Committed(
        body,
        stored,
        tell(connection, to, told),
        batch()
            .job(stored, draft.eager())
            .map(job -> parts.jobs().append(connection, job).await()));
  }

  /** The row; rejected content is kept as an older version, so that it may be approved later. */
  private Asset insert(SqlConnection connection, Draft draft) {
    Asset asset = draft.asset();
    boolean rejected = draft.verdict().rejected();
    Future<?> claimed = parts.loose().claim(connection, List.of(asset.blob()));
    Future<Asset> inserted =
        parts
            .assets()
            .insert(connection, rejected ? asset.with(asset.content().withoutBlob()) : asset);
    Future.join(claimed, inserted).await();
    Asset stored = inserted.result();
    if (rejected) {
      parts.versions().insert(connection, stored.with(asset.content().numbered(stored.version())));
    }
    return stored;
  }

  /** The folder exists from now on; what there is to tell of that. */
  private List<Notification> folders(SqlConnection connection, Asset stored) {
    return FolderEvents.created(
        environment.folderMode(),
        FolderStore.ensure(connection, environment.id(), stored.place().assetFolder()));
  }

  /** Lazy migration tells nobody: it only moves what was there already. */
  private List<EventCommitted> tell(
      SqlConnection connection, Receivers to, List<Notification> told) {
    return request.flow().quiet()
        ? List.of()
        : told.stream().map(each -> to.append(connection, request.caller(), each)).toList();
  }

  /** The members of the answer that only an upload has. */
  private void complete(SqlConnection connection, JsonObject body, Asset stored, Draft draft) {
    if (!draft.hooks().isEmpty()) {
      body.put("hook_execution", draft.hooks());
    }
    if (request.flow().deleteToken()) {
      DeleteTokens tokens = new DeleteTokens(parts.database());
      body.put("delete_token", tokens.issue(connection, stored, parts.clock().instant()));
    }
    String batchId = batch().id(draft.eager());
    if (batchId != null) {
      body.put("batch_id", batchId);
    }
  }

  private static Notification uploadOf(Asset asset, JsonObject body) {
    return new Notification(EventType.UPLOAD, asset.key().publicId().value(), body);
  }

  /** The upload's own URL; without one, synchronous eager work lends its own. */
  private Receivers receivers(Moderations.Verdict verdict) {
    boolean lends = !request.eager().items().isEmpty() && !request.eager().async();
    String url = request.flow().notificationUrl();
    String uploads = url == null && lends ? request.eager().notificationUrl() : url;
    Receivers to = Receivers.of(parts.events(), environment).add(EventType.UPLOAD, uploads);
    return verdict.decided().isEmpty()
        ? to
        : to.add(EventType.MODERATION, url).add(EventType.MODERATION_SUMMARY, url);
  }

  private EagerBatch batch() {
    return new EagerBatch(request.caller(), request.eager(), request.flow());
  }
}
