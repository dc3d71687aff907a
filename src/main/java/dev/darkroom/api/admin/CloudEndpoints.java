package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Traffic;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.DescribeCloud;
import dev.darkroom.protocol.ReportUsage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.jspecify.annotations.Nullable;

/** {@code ping}, {@code usage} and {@code config} (reference/admin-api.md 2). */
public final class CloudEndpoints implements CallGroup {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d-M-uuuu").withResolverStyle(ResolverStyle.STRICT);

  private final Bus bus;
  private final Traffic traffic;

  /** The endpoints; {@code traffic} is what this node has served. */
  public CloudEndpoints(Bus bus, Traffic traffic) {
    this.bus = bus;
    this.traffic = traffic;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "ping", this::ping);
    routes.on(HttpMethod.GET, "usage", call -> usage(call, null));
    routes.on(HttpMethod.GET, "usage/:date", this::usageOn);
    routes.on(HttpMethod.GET, "config", this::config);
  }

  /** Whether the server and the credentials work. */
  private Future<String> ping(Call call) {
    return Future.succeededFuture(JsonObject.of("status", "ok").encode());
  }

  private Future<String> usageOn(Call call) {
    return usage(call, day(call.path("date")).toString());
  }

  /** {@code 31-01-2026}; some SDKs send {@code 2026-01-31}. */
  private static LocalDate day(String text) {
    try {
      return text.length() > 4 && text.charAt(4) == '-'
          ? LocalDate.parse(text)
          : LocalDate.parse(text, DAY);
    } catch (DateTimeException broken) {
      throw ListingParameters.invalid("date", text);
    }
  }

  private Future<String> usage(Call call, @Nullable String date) {
    ReportUsage message = new ReportUsage(call.environment().id(), date);
    return traffic
        .flush()
        .compose(told -> bus.request(ReportUsage.ADDRESS, message))
        .map(Answer::body);
  }

  private Future<String> config(Call call) {
    boolean settings = call.parameters().flag("settings", false);
    DescribeCloud message = new DescribeCloud(call.environment().id(), settings);
    return bus.request(DescribeCloud.ADDRESS, message).map(Answer::body);
  }
}
