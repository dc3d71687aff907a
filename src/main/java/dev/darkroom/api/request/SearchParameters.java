package dev.darkroom.api.request;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ItemShape;
import dev.darkroom.protocol.PageRequest;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SearchAssets;
import dev.darkroom.protocol.SearchFolders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search as every SDK spells it, in a body, a query or a search URL (reference/admin-api.md 7).
 */
public record SearchParameters(Parameters parameters) {
  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 500;

  /** The search of assets that the parameters ask for. */
  public SearchAssets ofAssets(long environmentId) {
    return ofAssets(environmentId, parameters.text("next_cursor").orElse(null));
  }

  /** The same, behind a cursor that came another way. */
  public SearchAssets ofAssets(long environmentId, @Nullable String cursor) {
    return new SearchAssets(
        environmentId,
        parameters.text("expression").orElse(""),
        sortBy(),
        elements("aggregate"),
        new PageRequest(most(), cursor),
        new ItemShape(names("with_field"), names("fields")));
  }

  /** The search of folders that the parameters ask for. */
  public SearchFolders ofFolders(long environmentId) {
    PageRequest page = new PageRequest(most(), parameters.text("next_cursor").orElse(null));
    return new SearchFolders(
        environmentId, parameters.text("expression").orElse(""), sortBy(), page);
  }

  private int most() {
    return (int) parameters.number("max_results", USUAL_PAGE, 1, LARGEST_PAGE);
  }

  private List<String> names(String name) {
    Set<String> names = new LinkedHashSet<>();
    for (String element : elements(name)) {
      for (String part : element.split(",", -1)) {
        if (!part.isBlank()) {
          names.add(part.strip());
        }
      }
    }
    return List.copyOf(names);
  }

  /**
   * Each {@code {"field":"desc"}}, {@code field:desc} or {@code field}; the last of a field wins.
   */
  private List<String> sortBy() {
    List<String> keys = new ArrayList<>();
    for (String element : elements("sort_by")) {
      if (element.startsWith("{")) {
        for (Map.Entry<String, Object> entry : object(element)) {
          keys.add(key(entry.getKey(), String.valueOf(entry.getValue())));
        }
      } else {
        int colon = element.lastIndexOf(':');
        keys.add(
            colon < 0
                ? key(element, "asc")
                : key(element.substring(0, colon), element.substring(colon + 1)));
      }
    }
    return keys.stream().distinct().toList();
  }

  private static String key(String field, String direction) {
    return switch (direction) {
      case "asc", "1" -> field + ":asc";
      case "desc", "-1" -> field + ":desc";
      default -> throw refusal("sort_by", direction);
    };
  }

  /** The elements of an array, whether it was sent as one or as its JSON text. */
  private List<String> elements(String name) {
    List<String> elements = new ArrayList<>();
    for (String item : parameters.items(name)) {
      if (item.startsWith("[")) {
        array(name, item).forEach(each -> elements.add(String.valueOf(each)));
      } else {
        elements.add(item);
      }
    }
    return elements;
  }

  private static JsonArray array(String name, String text) {
    try {
      return new JsonArray(text);
    } catch (DecodeException broken) {
      throw refusal(name, text);
    }
  }

  private static JsonObject object(String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException broken) {
      throw refusal("sort_by", text);
    }
  }

  private static Refusal refusal(String name, String value) {
    return new Refusal(ErrorCode.INVALID_PARAMETER, name, Parameters.shown(value));
  }
}
