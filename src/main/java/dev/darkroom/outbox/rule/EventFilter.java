package dev.darkroom.outbox.rule;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.github.jamsesso.jsonlogic.JsonLogic;
import io.github.jamsesso.jsonlogic.JsonLogicException;
import io.github.jamsesso.jsonlogic.ast.JsonLogicNode;
import io.github.jamsesso.jsonlogic.ast.JsonLogicParser;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trigger's filter: JSONLogic over the notification (reference/notifications.md 6). What cannot
 * be decided passes: an event too many is better than one that is lost.
 */
public final class EventFilter {
  /** Characters. */
  public static final int LONGEST = 16 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(EventFilter.class);

  private final String rule;
  private final JsonLogicNode parsed;
  private final AtomicBoolean told = new AtomicBoolean();

  private EventFilter(String rule, JsonLogicNode parsed) {
    this.rule = rule;
    this.parsed = parsed;
  }

  /** The filter of that JSON, or {@code INVALID_FILTER}. */
  public static EventFilter parse(String json) {
    if (json.length() > LONGEST) {
      throw new Refusal(ErrorCode.INVALID_FILTER, "it is longer than " + LONGEST + " characters");
    }
    JsonObject rule;
    try {
      rule = new JsonObject(json);
    } catch (DecodeException broken) {
      throw new Refusal(ErrorCode.INVALID_FILTER, "a JSON object is expected");
    }
    FilterShape.check(rule.getMap());
    try {
      return new EventFilter(rule.encode(), JsonLogicParser.parse(rule.encode()));
    } catch (JsonLogicException | RuntimeException unreadable) {
      throw new Refusal(ErrorCode.INVALID_FILTER, String.valueOf(unreadable.getMessage()));
    }
  }

  /** The rule as it is stored: compact JSON. */
  public String rule() {
    return rule;
  }

  /** Whether the notification is wanted. */
  public boolean passes(Map<String, Object> notification) {
    try {
      return JsonLogic.truthy(new Evaluation(FilterShape.OPERATORS).of(parsed, notification));
    } catch (JsonLogicException | RuntimeException undecided) {
      if (told.compareAndSet(false, true)) {
        LOG.warn(
            "The filter {} cannot be evaluated, so events pass: {}", rule, undecided.toString());
      }
      return true;
    }
  }
}
