package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** {@code POST /v2/:cloud/analysis/analyze/uri}: refused, as without a subscription. */
public final class AnalysisEndpoints implements CallGroup {
  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, "analysis/analyze/uri", this::analyze);
  }

  private Future<String> analyze(Call call) {
    call.parameters().required("analysis_type");
    throw new Refusal(ErrorCode.NOT_SUBSCRIBED, "Analysis");
  }
}
