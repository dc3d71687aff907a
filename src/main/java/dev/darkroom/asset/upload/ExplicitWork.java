package dev.darkroom.asset.upload;

import dev.darkroom.asset.job.GivenUp;
import dev.darkroom.asset.job.JobWork;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Batches;
import dev.darkroom.bus.RecordCodec;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.NewJob;
import dev.darkroom.protocol.ExplicitAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Calls of {@code explicit} that nobody waits for ({@code async=true}): queued at once, done as a
 * job, told of by the events of the change, or by an {@code error} event. For virtual threads.
 */
final class ExplicitWork implements JobWork {
  static final String KIND = "explicit";

  private final AssetParts parts;
  private final Explicits explicits;
  private final Consumer<Job> startJob;

  ExplicitWork(AssetParts parts, Explicits explicits, Consumer<Job> startJob) {
    this.parts = parts;
    this.explicits = explicits;
    this.startJob = startJob;
  }

  /** Queues a change of an asset that exists; the answer is the contract's {@code pending} one. */
  StoredAsset queue(ExplicitAsset request) {
    explicits.require(request);
    String batchId = Optional.ofNullable(request.flow().batchId()).orElseGet(Batches::newId);
    NewJob work =
        new NewJob(
            request.environmentId(),
            KIND,
            batchId,
            RecordCodec.toJson(request.later(batchId)),
            null);
    Job job =
        parts
            .database()
            .awaitTransaction(connection -> parts.jobs().append(connection, work).await());
    startJob.accept(job);
    JsonObject pending =
        new JsonObject()
            .put("status", "pending")
            .mergeIn(subject(request))
            .put("batch_id", batchId)
            .put("requester_ip", request.caller().address());
    return new StoredAsset(pending.encode(), null, 0);
  }

  @Override
  public void run(Job job) {
    explicits.change(request(job), connection -> parts.jobs().finish(connection, job).await());
  }

  @Override
  public void giveUp(Job job, String reason) {
    ExplicitAsset request = request(job);
    new GivenUp(parts, job, reason)
        .tell(
            request.caller(), request.flow().notificationUrl(), subject(request), connection -> {});
  }

  private static ExplicitAsset request(Job job) {
    return RecordCodec.fromJson(ExplicitAsset.class, job.request());
  }

  private static JsonObject subject(ExplicitAsset request) {
    return new JsonObject()
        .put("public_id", request.key().publicId().value())
        .put("resource_type", request.key().resourceType().word())
        .put("type", request.key().type().word());
  }
}
