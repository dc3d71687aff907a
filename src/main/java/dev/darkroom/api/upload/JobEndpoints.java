package dev.darkroom.api.upload;

import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.FindJob;
import io.vertx.core.http.HttpMethod;

/** How far background work is, by its batch. The original has no such call; this one is ours. */
public final class JobEndpoints implements CallGroup {
  private final Bus bus;

  /** The endpoints. */
  public JobEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(
        HttpMethod.GET,
        "jobs/:batchId",
        call ->
            bus.request(FindJob.ADDRESS, new FindJob(call.environment().id(), call.path("batchId")))
                .map(Answer::body));
  }
}
