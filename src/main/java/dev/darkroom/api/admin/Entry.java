package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CatalogKind;
import dev.darkroom.protocol.DeleteCatalog;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ListCatalog;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ShowCatalog;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the endpoints of everything that is defined under a name have in common. */
final class Entry {
  private static final int USUAL_PAGE = 10;
  private static final int LARGEST_PAGE = 500;
  private static final int LONGEST_SHOWN = 200;
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/\\\\?#%&<>]{1,255}");

  private Entry() {}

  /** A page of the kind. */
  static Future<String> list(Bus bus, Call call, CatalogKind kind, @Nullable Boolean named) {
    ListCatalog message =
        new ListCatalog(
            call.environment().id(),
            kind,
            named,
            call.parameters().text("next_cursor").orElse(null),
            pageSize(call.parameters()));
    return bus.request(ListCatalog.ADDRESS, message).map(Answer::body);
  }

  /** One of the kind. */
  static Future<String> show(Bus bus, Call call, CatalogKind kind, String name) {
    ShowCatalog message =
        new ShowCatalog(
            call.environment().id(),
            kind,
            name,
            call.parameters().text("next_cursor").orElse(null),
            pageSize(call.parameters()));
    return bus.request(ShowCatalog.ADDRESS, message).map(Answer::body);
  }

  /** Deletes one of the kind. */
  static Future<String> delete(Bus bus, Call call, CatalogKind kind, String name) {
    return bus.request(
            DeleteCatalog.ADDRESS, new DeleteCatalog(call.environment().id(), kind, name))
        .map(Answer::body);
  }

  /** A name that a new thing may have. */
  static String name(String parameter, String name) {
    if (name.isBlank() || !NAME.matcher(name).matches()) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, parameter, shown(name));
    }
    return name;
  }

  /** A text of at most so many characters, or null. */
  static @Nullable String text(Parameters parameters, String name, int longest) {
    String text = parameters.text(name).orElse(null);
    if (text != null && text.length() > longest) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, name, shown(text));
    }
    return text;
  }

  /** JSON objects: an array of them, one per item, or one text with the array. */
  static List<JsonObject> objects(Parameters parameters, String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (String item : parameters.items(name)) {
      try {
        if (item.startsWith("[")) {
          new JsonArray(item).forEach(each -> objects.add(object(name, each)));
        } else {
          objects.add(new JsonObject(item));
        }
      } catch (DecodeException broken) {
        throw new Refusal(ErrorCode.INVALID_PARAMETER, name, shown(item));
      }
    }
    return objects;
  }

  /** Whether {@code direction} says {@code desc}. */
  static boolean descending(Parameters parameters) {
    return switch (parameters.text("direction").orElse("asc")) {
      case "asc", "1" -> false;
      case "desc", "-1" -> true;
      default ->
          throw new Refusal(
              ErrorCode.INVALID_PARAMETER,
              "direction",
              shown(parameters.text("direction").orElse("")));
    };
  }

  /** A caller's text as it may be repeated. */
  static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  private static JsonObject object(String name, Object each) {
    if (each instanceof JsonObject object) {
      return object;
    }
    throw new Refusal(ErrorCode.INVALID_PARAMETER, name, shown(String.valueOf(each)));
  }

  private static int pageSize(Parameters parameters) {
    return (int) parameters.number("max_results", USUAL_PAGE, 1, LARGEST_PAGE);
  }
}
