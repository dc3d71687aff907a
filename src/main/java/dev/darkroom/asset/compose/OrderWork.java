package dev.darkroom.asset.compose;

import dev.darkroom.asset.job.GivenUp;
import dev.darkroom.asset.job.JobWork;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Batches;
import dev.darkroom.bus.RecordCodec;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.NewJob;
import dev.darkroom.protocol.Order;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Orders of one craft: done while the caller waits, or queued as jobs that any node can take over.
 * A job that fails for good ends in an {@code error} event where its success would have been told.
 * For virtual threads.
 */
final class OrderWork<Q extends Order, R> implements JobWork {
  private final AssetParts parts;
  private final Craft<Q, R> craft;
  private final Consumer<Job> startJob;

  OrderWork(AssetParts parts, Craft<Q, R> craft, Consumer<Job> startJob) {
    this.parts = parts;
    this.craft = craft;
    this.startJob = startJob;
  }

  String kind() {
    return craft.kind();
  }

  /** Does it while the caller waits, who is refused when that takes too long. */
  Future<R> make(Q order) {
    return Patience.of(
        parts.bus(), patience -> craft.make(order, Turn.now(parts, order, patience)));
  }

  /** Queues it; the answer is the contract's {@code processing} one. */
  JsonObject queue(Q order) {
    craft.check(order);
    String batchId = Optional.ofNullable(order.terms().batchId()).orElseGet(Batches::newId);
    NewJob work =
        new NewJob(order.environmentId(), craft.kind(), batchId, RecordCodec.toJson(order), null);
    Job job =
        parts
            .database()
            .awaitTransaction(connection -> parts.jobs().append(connection, work).await());
    startJob.accept(job);
    return new JsonObject().put("status", "processing").put("batch_id", batchId);
  }

  @Override
  public void run(Job job) {
    Q order = order(job);
    craft.make(order, Turn.later(parts, order, job));
  }

  @Override
  public void giveUp(Job job, String reason) {
    Q order = order(job);
    new GivenUp(parts, job, reason)
        .tell(
            order.caller(),
            order.terms().notificationUrl(),
            craft.subject(order),
            connection -> {});
  }

  private Q order(Job job) {
    return RecordCodec.fromJson(craft.orders(), job.request());
  }
}
