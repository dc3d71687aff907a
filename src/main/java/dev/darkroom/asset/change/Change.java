package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.FolderEvents;
import dev.darkroom.asset.store.FolderStore;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.ResourceType;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One change while its transaction is open: what it works with, what it raises and lets go. */
public final class Change {
  private final AssetParts parts;
  private final SqlConnection connection;
  private final Environment environment;
  private final Caller caller;
  private final Map<EventType, List<Destination>> destinations;
  private final Instant now;
  private final List<EventCommitted> raised = new ArrayList<>();
  private final List<BlobRef> released = new ArrayList<>();

  Change(
      AssetParts parts,
      SqlConnection connection,
      Environment environment,
      Caller caller,
      Map<EventType, List<Destination>> destinations) {
    this.parts = parts;
    this.connection = connection;
    this.environment = environment;
    this.caller = caller;
    this.destinations = destinations;
    this.now = parts.clock().instant();
  }

  /** The stores. */
  public AssetParts parts() {
    return parts;
  }

  /** The connection that the transaction is on. */
  public SqlConnection connection() {
    return connection;
  }

  /** The environment of everything that changes. */
  public Environment environment() {
    return environment;
  }

  /** When it happens. */
  public Instant now() {
    return now;
  }

  /** Assets in the contract's words. */
  public AssetJson json() {
    return parts.json(environment);
  }

  /** The assets of these names, their rows held. */
  List<Asset> lock(ResourceType resourceType, DeliveryType type, List<String> publicIds) {
    return parts.assets().findAndLock(connection, environment.id(), resourceType, type, publicIds);
  }

  /** Edits rows that the transaction holds, all alike; writes and tells what is different. */
  public void edit(Collection<Asset> assets, Consumer<AssetEdit> how) {
    List<Asset> changed = new ArrayList<>();
    List<Told> told = new ArrayList<>();
    for (Asset asset : assets) {
      AssetEdit edit = new AssetEdit(asset, now, json());
      how.accept(edit);
      if (edit.changed()) {
        changed.add(edit.asset());
      }
      told.addAll(edit.told());
    }
    parts.assets().update(connection, changed);
    raise(told);
  }

  /** Writes an event; its type is one of those the change was announced with. */
  public void raise(Notification notification) {
    List<Destination> to = destinations.get(notification.type());
    if (to == null) {
      throw new IllegalStateException(notification.type() + " was not announced");
    }
    raised.add(parts.events().append(connection, environment, caller, notification, to));
  }

  /** Makes a folder exist; every one that did not is told of, but for fixed folder mode. */
  public void ensureFolder(String path) {
    FolderEvents.created(
            environment.folderMode(), FolderStore.ensure(connection, environment.id(), path))
        .forEach(this::raise);
  }

  /** Writes the events that tell of edits, one per type. */
  public void raise(Collection<Told> told) {
    Telling.notifications(told).forEach(this::raise);
  }

  /** References to these blobs go with the change. */
  public void release(Collection<BlobRef> blobs) {
    released.addAll(blobs);
  }

  void finish() {
    parts.loose().note(connection, released);
  }

  List<EventCommitted> raised() {
    return List.copyOf(raised);
  }
}
