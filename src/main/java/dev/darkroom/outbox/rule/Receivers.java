package dev.darkroom.outbox.rule;

import dev.darkroom.outbox.Receiver;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who gets an event, and what each of them gets. Rules that were read once are remembered; they
 * were checked when their trigger was made. Thread-safe.
 */
public final class Receivers {
  private static final int MOST_REMEMBERED = 1_000;

  private final Map<String, Optional<EventFilter>> filters = new ConcurrentHashMap<>();
  private final Map<String, Optional<PayloadTemplate>> templates = new ConcurrentHashMap<>();

  /**
   * The receivers of an event, each URL once: of several destinations with one URL the first whose
   * filter lets the event through.
   *
   * @param body the notification, compact JSON
   */
  public List<Receiver> of(String body, List<Destination> destinations) {
    Map<String, Receiver> byUrl = new LinkedHashMap<>();
    Map<String, Object> notification = null;
    for (Destination destination : destinations) {
      if (byUrl.containsKey(destination.url())) {
        continue;
      }
      if (destination.filter() == null && destination.payloadTemplate() == null) {
        byUrl.put(destination.url(), Receiver.of(destination));
        continue;
      }
      if (notification == null) {
        notification = new JsonObject(body).getMap();
      }
      if (passes(destination.filter(), notification)) {
        byUrl.put(destination.url(), receiver(destination, notification));
      }
    }
    return List.copyOf(byUrl.values());
  }

  private boolean passes(@Nullable String filter, Map<String, Object> notification) {
    return filter == null
        || remembered(filters, filter, EventFilter::parse)
            .map(rule -> rule.passes(notification))
            .orElse(true);
  }

  private Receiver receiver(Destination destination, Map<String, Object> notification) {
    String template = destination.payloadTemplate();
    String rendered =
        template == null
            ? null
            : remembered(templates, template, PayloadTemplate::parse)
                .flatMap(known -> known.render(notification))
                .orElse(null);
    return Receiver.of(destination, rendered);
  }

  /** A rule that is refused now, by limits that are narrower than once, counts as none. */
  private static <T> Optional<T> remembered(
      Map<String, Optional<T>> known, String text, Function<String, T> parse) {
    if (known.size() >= MOST_REMEMBERED) {
      known.clear();
    }
    return known.computeIfAbsent(
        text,
        fresh -> {
          try {
            return Optional.of(parse.apply(fresh));
          } catch (Refusal narrower) {
            return Optional.empty();
          }
        });
  }
}
