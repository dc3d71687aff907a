package dev.darkroom.docs;

import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every type of notification, described once (reference/notifications.md 4 and 5): as one JSON
 * Schema, as one per type, and as a page. {@code all} is a word of triggers only. Pure.
 */
public final class Catalogue {
  static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String ABOUT =
      "Notifications of Darkroom. Receivers must accept members that are not described here.";

  private final Map<EventType, EventDocument> documents;

  /** The catalogue of this version. */
  public Catalogue() {
    this.documents =
        Stream.of(
                UploadEvents.all(),
                MadeEvents.all(),
                ChangeEvents.all(),
                PlaceEvents.all(),
                DecisionEvents.all(),
                SilentEvents.all())
            .flatMap(List::stream)
            .collect(
                Collectors.toMap(
                    EventDocument::type,
                    Function.identity(),
                    (one, other) -> {
                      throw new IllegalStateException(one.type() + " is described twice");
                    },
                    TreeMap::new));
  }

  /** Every description, in the order of the types. */
  public List<EventDocument> documents() {
    return List.copyOf(documents.values());
  }

  /** The description of that type; empty for a word that is none, and for {@code all}. */
  public Optional<EventDocument> document(String word) {
    return EventType.of(word).map(documents::get);
  }

  /** A JSON Schema of any notification. */
  public JsonObject schema() {
    JsonArray any = new JsonArray();
    JsonObject definitions = new JsonObject();
    List<Map.Entry<String, JsonObject>> shared = new ArrayList<>();
    for (EventDocument document : documents.values()) {
      any.add(JsonObject.of("$ref", "#/$defs/" + document.type().word() + "_notification"));
      definitions.put(document.type().word() + "_notification", document.definition());
      shared.addAll(document.body().definitions().entrySet());
    }
    shared.stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(each -> definitions.put(each.getKey(), each.getValue()));
    return new JsonObject()
        .put("$schema", DIALECT)
        .put("title", "Notifications")
        .put("description", ABOUT)
        .put("oneOf", any)
        .put("$defs", definitions)
        .copy();
  }

  /** The page for people, HTML. */
  public String page() {
    return new CataloguePage(documents()).html();
  }
}
