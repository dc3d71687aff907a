package dev.darkroom.asset.upload;

import dev.darkroom.asset.job.GivenUp;
import dev.darkroom.asset.job.JobWork;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Batches;
import dev.darkroom.bus.RecordCodec;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.NewJob;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Uploads that nobody waits for ({@code async=true}): kept and queued at once, done as a job, told
 * of by an {@code upload} event, or by an {@code error} event. For virtual threads.
 */
public final class UploadWork implements JobWork {
  public static final String KIND = "upload";

  private final AssetParts parts;
  private final Uploads uploads;
  private final Consumer<Job> startJob;

  public UploadWork(AssetParts parts, Uploads uploads, Consumer<Job> startJob) {
    this.parts = parts;
    this.uploads = uploads;
    this.startJob = startJob;
  }

  /** Queues an upload; the answer is the contract's {@code pending} one. */
  public StoredAsset queue(StoreAsset request) {
    return queue(request, connection -> {});
  }

  /**
   * The same in a transaction with others.
   *
   * @param fence takes part in the transaction, and throws to undo it
   */
  public StoredAsset queue(StoreAsset request, Consumer<SqlConnection> fence) {
    String batchId = Optional.ofNullable(request.flow().batchId()).orElseGet(Batches::newId);
    StagedBlob content = request.content();
    if (content != null) {
      uploads.keep(content);
    }
    StoreAsset later = request.later(content == null ? null : content.kept(), batchId);
    NewJob work =
        new NewJob(
            request.environmentId(),
            KIND,
            batchId,
            RecordCodec.toJson(later),
            content == null ? null : content.blob());
    Job job =
        parts
            .database()
            .awaitTransaction(connection -> {
              fence.accept(connection);
              if (work.blob() != null) {
                parts.loose().claim(connection, List.of(work.blob())).await();
              }
              return parts.jobs().append(connection, work).await();
            });
    if (content != null) {
      parts.blobs().discard(content).await();
    }
    startJob.accept(job);
    return new StoredAsset(pending(request, batchId).encode(), null, 0);
  }

  @Override
  public void run(Job job) {
    StoreAsset request = request(job);
    uploads.store(request, connection -> parts.jobs().finish(connection, job).await(), startJob);
  }

  @Override
  public void giveUp(Job job, String reason) {
    StoreAsset request = request(job);
    new GivenUp(parts, job, reason)
        .tell(
            request.caller(),
            request.flow().notificationUrl(),
            subject(request),
            connection -> {
              if (request.content() != null) {
                parts.loose().note(connection, List.of(request.content().blob()));
              }
            });
  }

  private static StoreAsset request(Job job) {
    return RecordCodec.fromJson(StoreAsset.class, job.request());
  }

  private static JsonObject pending(StoreAsset request, String batchId) {
    JsonObject subject = subject(request);
    Object publicId = subject.remove("public_id");
    JsonObject body = new JsonObject().put("status", "pending").mergeIn(subject);
    if (publicId != null) {
      body.put("public_id", publicId);
    }
    return body.put("batch_id", batchId).put("requester_ip", request.caller().address());
  }

  private static JsonObject subject(StoreAsset request) {
    JsonObject subject = new JsonObject();
    publicId(request).ifPresent(id -> subject.put("public_id", id));
    return subject
        .put("resource_type", word(request.resourceType()))
        .put("type", request.type().word());
  }

  private static Optional<String> publicId(StoreAsset request) {
    return Optional.of(request.naming()).map(Naming::publicId).map(PublicId::value);
  }

  private static String word(@Nullable ResourceType type) {
    return type == null ? "auto" : type.word();
  }
}
