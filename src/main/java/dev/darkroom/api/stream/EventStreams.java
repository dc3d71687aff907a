package dev.darkroom.api.stream;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FollowEvents;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /v1_1/:cloud/notifications/stream}: every event as it is committed, as Server-Sent
 * Events, signed at the moment of sending. {@code Last-Event-ID} resumes where a stream broke off,
 * and nothing is missed. Ours.
 */
public final class EventStreams implements CallGroup {
  private static final String BUSY_SECONDS = "5";

  private final Bus bus;
  private final InstantSource clock;
  private final StreamPlaces places;

  /** The endpoint. */
  public EventStreams(Bus bus, InstantSource clock, StreamPlaces places) {
    this.bus = bus;
    this.clock = clock;
    this.places = places;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "notifications/stream", this::open);
  }

  private Future<String> open(Call call) {
    Set<EventType> types = types(call);
    Optional<Instant> since = cursor(call).isPresent() ? Optional.empty() : since(call);
    FollowEvents start =
        new FollowEvents(call.environment().id(), cursor(call).orElse(null), null, 0, 0);
    if (!places.enter()) {
      throw new Refusal(ErrorCode.OVERLOADED, BUSY_SECONDS);
    }
    EventStream stream =
        new EventStream(
            bus,
            call.exchange().routing(),
            new EventStream.Wanted(call.environment(), types, since.orElse(null)),
            new EventStream.Outside(clock, places::isClosed));
    // The first look refuses a cursor that cannot be read while there is still a status to say so.
    return bus.request(FollowEvents.ADDRESS, start)
        .compose(first -> stream.run(since.isPresent() ? null : first.cursor()))
        .onComplete(done -> places.leave());
  }

  private static Optional<String> cursor(Call call) {
    return Optional.ofNullable(call.exchange().request().getHeader("Last-Event-ID"))
        .filter(id -> !id.isBlank())
        .map(String::strip)
        .or(() -> call.parameters().text("last_event_id"));
  }

  private static Optional<Instant> since(Call call) {
    return call.parameters()
        .text("since")
        .map(text -> {
          try {
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
          } catch (DateTimeException no) {
            throw new Refusal(
                ErrorCode.INVALID_PARAMETER,
                "since",
                text.length() <= 80 ? text : text.substring(0, 80) + "…");
          }
        });
  }

  /** The types that are wanted; all when none is named. */
  private static Set<EventType> types(Call call) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    String name = call.parameters().has("events") ? "events" : "event_type";
    for (String word : call.parameters().list(name)) {
      types.add(
          EventType.of(word)
              .orElseThrow(() ->
                  new Refusal(
                      ErrorCode.INVALID_EVENT_TYPE,
                      word.length() <= 80 ? word : word.substring(0, 80) + "…")));
    }
    return types.isEmpty() || types.contains(EventType.ALL)
        ? EnumSet.allOf(EventType.class)
        : types;
  }
}
