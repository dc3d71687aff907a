package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Notification;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.DestroyedAsset;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes assets, with their {@code delete} event. For virtual threads. */
public final class Deletions {
  private final AssetParts parts;

  public Deletions(AssetParts parts) {
    this.parts = parts;
  }

  /** Deletes one asset (reference/upload-api.md 5.3); an unknown one changes nothing. */
  public DestroyedAsset destroy(DestroyAsset request) {
    Environment environment = parts.environment(request.environmentId());
    List<Destination> to =
        parts.events().destinations(environment, EventType.DELETE, request.notificationUrl());
    Optional<EventCommitted> event =
        parts
            .database()
            .awaitTransaction(connection ->
                parts
                    .assets()
                    .findAndLock(connection, request.environmentId(), request.key())
                    .map(asset -> delete(connection, environment, request, asset, to)));
    event.ifPresent(parts.events()::announce);
    return new DestroyedAsset(event.isPresent());
  }

  private EventCommitted delete(
      SqlConnection connection,
      Environment environment,
      DestroyAsset request,
      Asset asset,
      List<Destination> to) {
    List<BlobRef> released = new ArrayList<>();
    released.add(asset.blob());
    parts.derived().delete(connection, asset).forEach(each -> released.add(each.blob()));
    parts.assets().delete(connection, asset);
    parts.loose().note(connection, released);
    JsonObject deleted = parts.json(environment).deleted(asset);
    Notification notification =
        new Notification(
            EventType.DELETE,
            asset.key().publicId().value(),
            new JsonObject().put("resources", new JsonArray().add(deleted)));
    return parts.events().append(connection, environment, request.caller(), notification, to);
  }
}
