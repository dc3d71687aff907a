package dev.darkroom.asset.upload;

import dev.darkroom.asset.job.JobWork;
import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.store.EagerResult;
import dev.darkroom.bus.RecordCodec;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Eager work in the background: makes each version, then tells of all of them in one {@code eager}
 * event (reference/notifications.md 5.3). For virtual threads.
 */
public final class EagerWork implements JobWork {
  private final AssetParts parts;
  private final Derivations derivations;

  public EagerWork(AssetParts parts, Derivations derivations) {
    this.parts = parts;
    this.derivations = derivations;
  }

  @Override
  public void run(Job job) {
    EagerJob request = RecordCodec.fromJson(EagerJob.class, job.request());
    Environment environment = parts.environment(job.environmentId());
    Optional<Asset> asset =
        parts
            .assets()
            .find(job.environmentId(), request.key())
            .filter(found -> found.version() == request.version());
    JsonArray items = new JsonArray();
    if (asset.isPresent()) {
      items = parts.json(environment).eager(asset.get(), made(asset.get(), request));
    } else {
      String reason = Derivations.notFound(request.key()).getMessage();
      request.items().stream().map(item -> failed(item, reason)).forEach(items::add);
    }
    finish(job, request, environment, body(job, request, asset, items));
  }

  @Override
  public void giveUp(Job job, String reason) {
    EagerJob request = RecordCodec.fromJson(EagerJob.class, job.request());
    JsonArray items = new JsonArray();
    request.items().stream().map(item -> failed(item, reason)).forEach(items::add);
    finish(
        job,
        request,
        parts.environment(job.environmentId()),
        body(job, request, Optional.empty(), items));
  }

  private List<EagerResult> made(Asset asset, EagerJob request) {
    List<EagerResult> results = new ArrayList<>();
    for (EagerItem item : request.items()) {
      results.add(derivations.made(asset, item));
    }
    return results;
  }

  private void finish(Job job, EagerJob request, Environment environment, JsonObject body) {
    List<Destination> to = destinations(environment, request);
    Notification notification =
        new Notification(EventType.EAGER, request.key().publicId().value(), body);
    EventCommitted event =
        parts
            .database()
            .awaitTransaction(connection -> {
              parts.jobs().finish(connection, job).await();
              return parts
                  .events()
                  .append(connection, environment, request.caller(), notification, to);
            });
    parts.events().announce(event);
  }

  /**
   * Its own URL; without one, the global ones and the upload's (reference/notifications.md 3.3).
   */
  private List<Destination> destinations(Environment environment, EagerJob request) {
    return request.eagerNotificationUrl() != null
        ? parts.events().destinations(environment, EventType.EAGER, request.eagerNotificationUrl())
        : parts
            .events()
            .destinationsAndAlso(environment, EventType.EAGER, request.notificationUrl());
  }

  private static JsonObject body(
      Job job, EagerJob request, Optional<Asset> asset, JsonArray items) {
    JsonObject body = new JsonObject().put("eager", items);
    asset.ifPresent(found -> body.put("asset_id", AssetJson.hex(found.assetId())));
    return body.put("batch_id", job.batchId()).put("public_id", request.key().publicId().value());
  }

  private static JsonObject failed(EagerItem item, String reason) {
    return new JsonObject()
        .put("transformation", item.requested())
        .put("status", "failed")
        .put("reason", reason);
  }
}
