package dev.darkroom.docs;

import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The description of one type of notification (reference/notifications.md 5). Pure.
 *
 * @param sentence what it tells
 * @param raisedBy calls and actions; empty for a type that nothing here raises
 * @param body the whole notification
 */
public record EventDocument(EventType type, String sentence, List<String> raisedBy, Value body) {
  /** The name of the entries of {@code resources} in the schemas. */
  private static final String ENTRY = "_resource";

  /** A notification that is about one asset or none. */
  static EventDocument of(
      EventType type, String sentence, List<String> raisedBy, List<Member> members) {
    return of(type, sentence, raisedBy, members, body -> body);
  }

  /** The same where members depend on each other. */
  static EventDocument of(
      EventType type,
      String sentence,
      List<String> raisedBy,
      List<Member> members,
      UnaryOperator<Value> rule) {
    List<Member> all = new ArrayList<>(Common.opening(type));
    all.addAll(members);
    all.addAll(Common.closing(type));
    return new EventDocument(type, sentence, raisedBy, rule.apply(Value.object(all)));
  }

  /** A notification about several assets: an array or a map of such entries, as its type says. */
  static EventDocument ofResources(
      EventType type, String sentence, List<String> raisedBy, Value entry) {
    Value shared = entry.named(entryName(type));
    Value resources =
        switch (type.resources()) {
          case ARRAY -> Value.list(shared);
          case MAP -> Value.map(Common.PUBLIC_ID, shared);
          case NONE -> throw new IllegalArgumentException(type + " has no resources");
        };
    Member member =
        Member.always("resources", resources)
            .meaning(
                type.resources() == EventType.Resources.MAP
                    ? "The assets by public id."
                    : "The assets.");
    return of(type, sentence, raisedBy, List.of(member));
  }

  private static String entryName(EventType type) {
    return type.word() + ENTRY;
  }

  /** The name of the definition of an entry of {@code resources}. */
  String entryName() {
    return entryName(type);
  }

  /** Its JSON Schema, draft 2020-12, without the definitions that it refers to. */
  JsonObject definition() {
    return new JsonObject()
        .put("title", type.word())
        .put("description", sentence)
        .put("x-raised-by", new JsonArray(raisedBy))
        .mergeIn(body.schema())
        .put("examples", JsonArray.of(example()));
  }

  /** Its JSON Schema, which stands alone. */
  public JsonObject schema() {
    JsonObject definitions = new JsonObject();
    body.definitions().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> definitions.put(each.getKey(), each.getValue()));
    return new JsonObject()
        .put("$schema", Catalogue.DIALECT)
        .mergeIn(definition())
        .put("$defs", definitions)
        .copy();
  }

  /** A notification as it may arrive. */
  public JsonObject example() {
    return ((JsonObject) body.example()).copy();
  }
}
