package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.Batches;
import dev.darkroom.asset.store.EagerResult;
import dev.darkroom.bus.RecordCodec;
import dev.darkroom.outbox.NewJob;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.EagerWanted;
import dev.darkroom.protocol.UploadFlow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The eager versions of one call, with the batch that the caller follows. It is pure. */
record EagerBatch(Caller caller, EagerWanted wanted, UploadFlow flow) {

  /** The items of a call that does not wait for them. */
  List<EagerResult> processing() {
    String batchId = Optional.ofNullable(flow.batchId()).orElseGet(Batches::newId);
    return wanted.items().stream()
        .<EagerResult>map(item -> new EagerResult.Processing(item, batchId))
        .toList();
  }

  /** The batch of the eager work, else of the call itself when it was async. */
  @Nullable String id(List<EagerResult> results) {
    for (EagerResult result : results) {
      if (result instanceof EagerResult.Processing processing) {
        return processing.batchId();
      }
    }
    return flow.batchId();
  }

  /** The work that the caller does not wait for. */
  Optional<NewJob> job(Asset asset, List<EagerResult> results) {
    if (!wanted.async() || results.isEmpty()) {
      return Optional.empty();
    }
    EagerJob job =
        new EagerJob(
            caller,
            asset.key(),
            asset.version(),
            wanted.items(),
            flow.notificationUrl(),
            wanted.notificationUrl());
    return Optional.of(
        new NewJob(
            asset.environmentId(),
            EagerJob.KIND,
            String.valueOf(id(results)),
            RecordCodec.toJson(job),
            null));
  }
}
