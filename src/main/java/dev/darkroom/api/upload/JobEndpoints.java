package dev.darkroom.api.upload;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.FindJob;
import dev.darkroom.protocol.FindRecovery;
import dev.darkroom.protocol.Recovery;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** How far background work is, by its batch. The original has no such call; this one is ours. */
public final class JobEndpoints implements CallGroup {
  private final Bus bus;

  /** The endpoints. */
  public JobEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "jobs/:batchId", this::find);
  }

  private Future<String> find(Call call) {
    String batchId = call.path("batchId");
    long environmentId = call.environment().id();
    Optional<Long> recovery = Recovery.idOf(batchId);
    return recovery.isPresent()
        ? bus.request(FindRecovery.ADDRESS, new FindRecovery(environmentId, recovery.get()))
            .map(found -> json(batchId, found))
        : bus.request(FindJob.ADDRESS, new FindJob(environmentId, batchId)).map(Answer::body);
  }

  /** How many there are to recover is not counted before: it would cost as much as the work. */
  private static String json(String batchId, Recovery recovery) {
    boolean ended = recovery.endedAt() != null;
    return new JsonObject()
        .put("batch_id", batchId)
        .put("kind", "recover")
        .put("status", ended ? "complete" : "processing")
        .put("percent", ended ? 100 : 0)
        .put("created_at", recovery.createdAt().toString())
        .put("result", JsonObject.of("recovered", recovery.recovered()))
        .encode();
  }
}
