package dev.darkroom.asset.upload;

import dev.darkroom.asset.change.AssetEdit;
import dev.darkroom.asset.change.Telling;
import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson.Earlier;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.store.Derived;
import dev.darkroom.asset.store.FolderEvents;
import dev.darkroom.asset.store.FolderStore;
import dev.darkroom.asset.upload.Explicits.Findings;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.ExplicitAsset;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.Labelling;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The transaction of one {@code explicit}: the row, derived versions, the events of every label
 * that changed, then the {@code upload} event, and the eager job; or nothing.
 */
record ExplicitTransaction(
    AssetParts parts, Derivations derivations, Environment environment, ExplicitAsset request) {

  /** Commits the change of that asset; empty when it is not what it was any more. */
  Optional<UploadTransaction.Committed> commit(
      Asset read, Findings findings, Consumer<SqlConnection> fence) {
    Receivers to = receivers(findings);
    return parts
        .database()
        .awaitTransaction(connection ->
            parts
                .assets()
                .findAndLock(connection, environment.id(), request.key())
                .filter(row -> isSame(row, read))
                .map(row -> {
                  fence.accept(connection);
                  return write(connection, row, findings, to);
                }));
  }

  private static boolean isSame(Asset row, Asset read) {
    return row.assetId().equals(read.assetId())
        && row.version() == read.version()
        && !row.isPlaceholder()
        && row.labels().metadata().equals(read.labels().metadata());
  }

  private UploadTransaction.Committed write(
      SqlConnection connection, Asset row, Findings findings, Receivers to) {
    Instant now = parts.clock().instant();
    AssetEdit edit = edit(row, findings, now);
    List<Notification> told = new ArrayList<>(folders(connection, edit.asset()));
    Asset asset = edit.asset().with(marks(edit.asset().marks(), findings));
    if (findings.verdict().rejected()) {
      asset = hide(connection, asset);
    }
    if (!asset.equals(row)) {
      asset = asset.with(asset.updates().touched(now));
      parts.assets().update(connection, asset);
    }
    JsonObject body = body(connection, asset, findings);
    List<EventCommitted> events = new ArrayList<>();
    told.addAll(Telling.notifications(edit.told()));
    told.add(new Notification(EventType.UPLOAD, asset.key().publicId().value(), body));
    told.addAll(ModerationEvents.of(parts.json(environment), asset, findings.verdict()));
    told.forEach(each -> events.add(to.append(connection, request.caller(), each)));
    return new UploadTransaction.Committed(
        body,
        asset,
        events,
        batch()
            .job(asset, findings.eager())
            .map(job -> parts.jobs().append(connection, job).await()));
  }

  /** Tags are replaced, context is merged (reference/upload-api.md 5.1). */
  private AssetEdit edit(Asset row, Findings findings, Instant now) {
    AssetEdit edit = new AssetEdit(row, now, parts.json(environment));
    Labelling labels = request.labels();
    if (labels.tags() != null) {
      edit.tags(labels.tags());
    }
    if (!labels.context().isEmpty()) {
      Map<String, String> context = new LinkedHashMap<>(row.labels().context());
      context.putAll(labels.context());
      edit.context(context);
    }
    edit.metadata(findings.metadata());
    if (request.access().control() != null) {
      edit.accessControl(new JsonArray(request.access().control()));
    }
    if (request.access().mode() != null) {
      edit.accessMode(request.access().mode());
    }
    if (environment.folderMode() == FolderMode.DYNAMIC) {
      place(edit);
    }
    return edit;
  }

  /** The folder exists from now on; what there is to tell of that. */
  private List<Notification> folders(SqlConnection connection, Asset asset) {
    return request.assetFolder() == null
        ? List.of()
        : FolderEvents.created(
            environment.folderMode(),
            FolderStore.ensure(connection, environment.id(), asset.place().assetFolder()));
  }

  private void place(AssetEdit edit) {
    if (request.assetFolder() != null) {
      edit.folder(request.assetFolder());
    }
    if (request.displayName() != null) {
      edit.displayName(request.displayName());
    }
  }

  private Asset.Marks marks(Asset.Marks old, Findings findings) {
    JsonObject given = Drafts.coordinates(request.marks().coordinates(), findings.analysis());
    JsonArray moderation =
        findings.verdict().entries().isEmpty() ? old.moderation() : findings.verdict().entries();
    return new Asset.Marks(
        old.coordinates().copy().mergeIn(given),
        moderation,
        old.analysis().copy().mergeIn(findings.analysis()),
        request.marks().headers() == null
            ? old.headers()
            : Drafts.headers(request.marks().headers()),
        old.backup() || request.marks().backup());
  }

  /** Rejected content becomes an older version, so that it may be approved later. */
  private Asset hide(SqlConnection connection, Asset asset) {
    parts.versions().insert(connection, asset);
    List<BlobRef> released = new ArrayList<>();
    parts.derived().delete(connection, asset).stream().map(Derived::blob).forEach(released::add);
    parts.loose().note(connection, released);
    return asset.with(asset.content().withoutBlob());
  }

  private JsonObject body(SqlConnection connection, Asset asset, Findings findings) {
    JsonArray breakpoints = new JsonArray();
    for (BreakpointSet set : findings.breakpoints()) {
      if (set.wanted().createDerived()) {
        set.images().forEach(image -> derivations.insert(connection, asset, image));
      }
      breakpoints.add(set.json(parts.urls(), environment.cloud(), asset));
    }
    JsonObject body =
        parts.json(environment).uploaded(asset, findings.eager(), breakpoints, Earlier.NONE);
    String batchId = batch().id(findings.eager());
    return batchId == null ? body : body.put("batch_id", batchId);
  }

  private EagerBatch batch() {
    return new EagerBatch(request.caller(), request.eager(), request.flow());
  }

  /** As of an upload: synchronous eager work lends its URL to the {@code upload} event. */
  private Receivers receivers(Findings findings) {
    String url = request.flow().notificationUrl();
    boolean lends = !request.eager().items().isEmpty() && !request.eager().async();
    Receivers to =
        Receivers.of(parts.events(), environment)
            .addFolder(request.assetFolder())
            .add(EventType.UPLOAD, url == null && lends ? request.eager().notificationUrl() : url);
    for (EventType type : changing(findings)) {
      to.add(type, url);
    }
    return to;
  }

  private List<EventType> changing(Findings findings) {
    List<EventType> types = new ArrayList<>();
    if (request.labels().tags() != null) {
      types.add(EventType.RESOURCE_TAGS_CHANGED);
    }
    if (!request.labels().context().isEmpty()) {
      types.add(EventType.RESOURCE_CONTEXT_CHANGED);
    }
    if (!request.labels().metadata().isEmpty()) {
      types.add(EventType.RESOURCE_METADATA_CHANGED);
    }
    if (request.access().control() != null || request.access().mode() != null) {
      types.add(EventType.ACCESS_CONTROL_CHANGED);
    }
    if (request.assetFolder() != null) {
      types.add(EventType.MOVE);
    }
    if (request.displayName() != null) {
      types.add(EventType.RESOURCE_DISPLAY_NAME_CHANGED);
    }
    if (!findings.verdict().decided().isEmpty()) {
      types.add(EventType.MODERATION);
      types.add(EventType.MODERATION_SUMMARY);
    }
    return types;
  }
}
