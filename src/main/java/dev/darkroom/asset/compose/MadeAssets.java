package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson.Earlier;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.FolderEvents;
import dev.darkroom.asset.store.FolderStore;
import dev.darkroom.asset.store.Overwritten;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.Order;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns files that were made here into assets: bytes first, then one transaction with the row, the
 * event and the end of the job. For virtual threads.
 */
final class MadeAssets {
  private final AssetParts parts;

  MadeAssets(AssetParts parts) {
    this.parts = parts;
  }

  /** What a transaction has to tell. */
  interface Told {
    /** The public id that it is about. */
    String subject();

    /** The members of its event; a job's result, too. */
    JsonObject body();

    /** The folder of the asset that was made; empty for none. */
    default String folder() {
      return "";
    }
  }

  /** An asset that was put, with the body of its answer. */
  record Stored(Asset asset, JsonObject body) implements Told {
    @Override
    public String subject() {
      return asset.key().publicId().value();
    }

    @Override
    public String folder() {
      return asset.place().assetFolder();
    }

    /** For the edge, which signs it. */
    StoredAsset answer() {
      return new StoredAsset(body.encode(), subject(), asset.version());
    }
  }

  /**
   * Does the work in one transaction with its event and the end of its job.
   *
   * @param type of the event; null for none
   */
  <T extends Told> T tell(Turn turn, @Nullable EventType type, Function<SqlConnection, T> work) {
    Map<EventType, List<Destination>> to = destinations(turn, type);
    Committed<T> committed =
        parts
            .database()
            .awaitTransaction(connection -> {
              T told = work.apply(connection);
              List<Notification> notifications = new ArrayList<>(folders(connection, turn, told));
              JsonObject body = ended(connection, turn.job(), told.body());
              if (type != null) {
                notifications.add(new Notification(type, told.subject(), body));
              }
              List<EventCommitted> events = append(connection, turn, notifications, to);
              turn.patience().serve();
              return new Committed<>(told, events);
            });
    committed.events().forEach(parts.events()::announce);
    return committed.told();
  }

  private record Committed<T>(T told, List<EventCommitted> events) {}

  private Map<EventType, List<Destination>> destinations(Turn turn, @Nullable EventType type) {
    Map<EventType, List<Destination>> to = new EnumMap<>(EventType.class);
    Order order = turn.order();
    if (order != null && type != null) {
      String url = order.terms().notificationUrl();
      to.put(type, parts.events().destinations(turn.environment(), type, url));
    }
    if (!turn.folder().isEmpty()) {
      EventType made = EventType.CREATE_FOLDER;
      to.put(made, parts.events().destinations(turn.environment(), made, null));
    }
    return to;
  }

  /** The folder of what was made exists from now on; what there is to tell of that. */
  private static List<Notification> folders(SqlConnection connection, Turn turn, Told told) {
    return FolderEvents.created(
        turn.environment().folderMode(),
        FolderStore.ensure(connection, turn.environment().id(), told.folder()));
  }

  private List<EventCommitted> append(
      SqlConnection connection,
      Turn turn,
      List<Notification> notifications,
      Map<EventType, List<Destination>> to) {
    Order order = turn.order();
    if (order == null) {
      return List.of();
    }
    List<EventCommitted> events = new ArrayList<>();
    for (Notification each : notifications) {
      List<Destination> receivers = to.getOrDefault(each.type(), List.of());
      events.add(
          parts.events().append(connection, turn.environment(), order.caller(), each, receivers));
    }
    return events;
  }

  private JsonObject ended(SqlConnection connection, @Nullable Job job, JsonObject body) {
    if (job == null) {
      return body;
    }
    JsonObject named = body.copy().put("batch_id", job.batchId());
    parts.jobs().finish(connection, job, named.encode()).await();
    return named;
  }

  /**
   * Inserts an asset whose bytes are kept, or overwrites the one of its name, whose older version
   * stays when backup keeps it.
   */
  Asset put(SqlConnection connection, Asset asset) {
    parts
        .assets()
        .findAndLock(connection, asset.environmentId(), asset.key())
        .ifPresent(old -> new Overwritten(parts, old).release(connection, old.marks().backup()));
    Future<?> claimed = parts.loose().claim(connection, List.of(asset.blob()));
    Future<Asset> inserted = parts.assets().insert(connection, asset);
    Future.join(claimed, inserted).await();
    return inserted.result();
  }

  /** Stores an asset that its caller named, as an upload is. */
  Stored upload(Turn turn, Asset draft, List<String> tags) {
    Asset labelled = draft.with(new Asset.Labels(tags, draft.labels().context(), new JsonObject()));
    return tell(
        turn,
        EventType.UPLOAD,
        connection -> {
          Asset asset = put(connection, labelled);
          return new Stored(
              asset, parts.json(turn.environment()).uploaded(asset, List.of(), Earlier.NONE));
        });
  }

  /** Makes staged bytes durable; until a row refers to them they are noted as loose. */
  void keep(StagedBlob staged) {
    parts.loose().note(staged.blob());
    parts.blobs().keep(staged).await();
  }

  /** Keeps a small text. */
  BlobRef keep(byte[] text) {
    parts.loose().note(BlobRef.of(text));
    return parts.blobs().put(text).await();
  }

  /** An asset in the making, without labels, at the root. */
  Asset draft(Turn turn, AssetKey key, Asset.Content content) {
    Instant now = content.uploadedAt();
    return new Asset(
        turn.environment().id(),
        UUID.randomUUID(),
        key,
        content,
        new Asset.Labels(List.of(), Map.of(), new JsonObject()),
        new Asset.Place(folder(turn, key), key.publicId().name()),
        new Asset.Access("public", new JsonArray()),
        Asset.Marks.none(),
        new Asset.Origin(key.publicId().name(), "", turn.maker(), now),
        Asset.Updates.at(now));
  }

  private static String folder(Turn turn, AssetKey key) {
    return turn.environment().folderMode() == FolderMode.FIXED ? key.publicId().folder() : "";
  }

  /** A picture as content. */
  Asset.Content picture(RenderedBlob made, int pages) {
    Instant now = parts.clock().instant();
    return new Asset.Content(
        now.getEpochSecond(),
        UUID.randomUUID(),
        made.blob(),
        made.md5(),
        made.format(),
        made.width(),
        made.height(),
        pages,
        made.format().equals("png"),
        null,
        now);
  }

  /** A file as content. */
  Asset.Content file(StagedBlob staged) {
    Instant now = parts.clock().instant();
    return new Asset.Content(
        now.getEpochSecond(),
        UUID.randomUUID(),
        staged.blob(),
        staged.md5(),
        "",
        0,
        0,
        0,
        false,
        null,
        now);
  }
}
