package dev.darkroom.outbox.rule;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trigger's template: a JSON object whose texts are Mustache templates, each filled in on its own
 * (reference/notifications.md 6). So the body is a JSON object whatever the values are. A text that
 * is one tag alone becomes the value itself, a number or a list as well. What cannot be rendered
 * leaves the notification as it is.
 */
public final class PayloadTemplate {
  /** Characters of the JSON. */
  public static final int LONGEST = 16 * 1024;

  private static final int DEEPEST = 20;
  private static final Pattern ALONE = Pattern.compile("\\{\\{\\{?\\s*([\\w.-]+)\\s*}?}}");
  private static final Logger LOG = LoggerFactory.getLogger(PayloadTemplate.class);

  private final JsonObject template;
  private final AtomicBoolean told = new AtomicBoolean();

  private PayloadTemplate(JsonObject template) {
    this.template = template;
  }

  /** The template of that JSON, or {@code INVALID_TEMPLATE}. */
  public static PayloadTemplate parse(String json) {
    if (json.length() > LONGEST) {
      throw refusal("it is longer than " + LONGEST + " characters");
    }
    JsonObject template;
    try {
      template = new JsonObject(json);
    } catch (DecodeException broken) {
      throw refusal("a JSON object is expected");
    }
    check(template.getMap(), 0);
    return new PayloadTemplate(template);
  }

  /** The template as it is stored: compact JSON. */
  public String text() {
    return template.encode();
  }

  /** The body that replaces the notification; empty when it cannot be made. */
  public Optional<String> render(Map<String, Object> notification) {
    try {
      Rendering rendering = new Rendering();
      Map<String, Object> names = Namespaces.of(notification);
      Object filled = filled(template.getMap(), names, rendering);
      return Optional.of(new JsonObject(objects(filled)).encode());
    } catch (RuntimeException failed) {
      if (told.compareAndSet(false, true)) {
        LOG.warn(
            "A template cannot be rendered, so the event is sent plain: {}", failed.toString());
      }
      return Optional.empty();
    }
  }

  private static @Nullable Object filled(
      @Nullable Object node, Map<String, Object> names, Rendering rendering) {
    return switch (node) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach(
            (key, value) -> members.put(String.valueOf(key), filled(value, names, rendering)));
        yield members;
      }
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(filled(item, names, rendering)));
        yield items;
      }
      case String text -> filled(text, names, rendering);
      case null, default -> node;
    };
  }

  private static @Nullable Object filled(
      String text, Map<String, Object> names, Rendering rendering) {
    Matcher alone = ALONE.matcher(text);
    if (!alone.matches()) {
      return rendering.render(text, names);
    }
    Object value = Namespaces.value(names, alone.group(1));
    rendering.take(value);
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> objects(@Nullable Object filled) {
    return (Map<String, Object>) Objects.requireNonNull(filled);
  }

  private static void check(@Nullable Object node, int depth) {
    if (depth > DEEPEST) {
      throw refusal("it is nested deeper than " + DEEPEST);
    }
    switch (node) {
      case Map<?, ?> map -> map.values().forEach(value -> check(value, depth + 1));
      case List<?> list -> list.forEach(item -> check(item, depth + 1));
      case String text -> check(text);
      case null, default -> {}
    }
  }

  private static void check(String text) {
    TemplateTags.check(text);
    try {
      Mustache.compiler().compile(text);
    } catch (MustacheException broken) {
      throw refusal(String.valueOf(broken.getMessage()));
    }
  }

  /** The refusal of a template. */
  static Refusal refusal(String why) {
    return new Refusal(ErrorCode.INVALID_TEMPLATE, why);
  }
}
