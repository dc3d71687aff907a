package dev.darkroom.asset.job;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Batches;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.RecordCodec;
import dev.darkroom.outbox.DeliveryHistory;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.NewJob;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.RecoverDeliveries;
import dev.darkroom.protocol.RecoverDeliveries.Recovered;
import dev.darkroom.protocol.StartRecovery;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Has dead deliveries sent once more, some at a time, so that their receivers are not overrun and
 * the caller sees how far it is. Repeated after a crash it leaves alone what is under way. For
 * virtual threads.
 */
public final class Recovery implements JobWork {
  private static final String KIND = "recover";
  private static final int AT_ONCE = 500;

  private final AssetParts parts;
  private final Consumer<Job> startJob;

  public Recovery(AssetParts parts, Consumer<Job> startJob) {
    this.parts = parts;
    this.startJob = startJob;
  }

  /** Serves those who ask for it, and does it among the other kinds of work. */
  public void serve(Map<String, JobWork> works) {
    works.put(KIND, this);
    parts.bus().serve(StartRecovery.ADDRESS, Bus.awaiting(this::start));
  }

  /** Queues it; the answer names the batch that {@code GET jobs/:batch_id} tells of. */
  private Answer start(StartRecovery request) {
    String batchId = Batches.newId();
    NewJob work =
        new NewJob(request.environmentId(), KIND, batchId, RecordCodec.toJson(request), null);
    Job job =
        parts
            .database()
            .awaitTransaction(connection -> parts.jobs().append(connection, work).await());
    startJob.accept(job);
    return new Answer(
        new JsonObject().put("status", "pending").put("batch_id", batchId).encode());
  }

  @Override
  public void run(Job job) {
    StartRecovery request = RecordCodec.fromJson(StartRecovery.class, job.request());
    Progress progress = new Progress(parts.jobs(), job, parts.clock());
    long dead = new DeliveryHistory(parts.database()).countDead(request).await();
    long recovered = 0;
    Long after = 0L;
    while (after != null) {
      Recovered some = recover(request, after);
      recovered += some.count();
      progress.report(recovered, dead);
      after = some.last();
    }
    String result = JsonObject.of("recovered", recovered).encode();
    parts
        .database()
        .awaitTransaction(connection -> parts.jobs().finish(connection, job, result).await());
  }

  private Recovered recover(StartRecovery request, long after) {
    return parts
        .bus()
        .request(
            RecoverDeliveries.ADDRESS,
            new RecoverDeliveries(
                request.environmentId(),
                request.since(),
                request.url(),
                request.type(),
                after,
                AT_ONCE))
        .await();
  }

  @Override
  public void giveUp(Job job, String reason) {
    parts
        .database()
        .awaitTransaction(connection -> parts.jobs().fail(connection, job, reason).await());
  }
}
