package dev.darkroom.asset.upload.script;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A script that was read. It sees the values that it is given, may change them, and may call {@code
 * current_asset.update(…)}; it is pure and ends within a fixed number of steps.
 */
public final class Script {
  private static final long MOST_STEPS = 20_000;

  private final Statement.Block program;

  private Script(Statement.Block program) {
    this.program = program;
  }

  /**
   * Reads a script.
   *
   * @throws ScriptError when it is not understood
   */
  public static Script parse(String text) {
    return new Script(Parser.parse(text));
  }

  /**
   * Runs it on values that it may change.
   *
   * @param values a JSON object per variable
   * @return the same variables as they are afterwards
   * @throws ScriptError when it cannot go on
   */
  public Map<String, JsonObject> run(Map<String, JsonObject> values) {
    return run(
        values,
        update -> {
          throw new ScriptError("there is no asset yet");
        });
  }

  /**
   * The same with an asset.
   *
   * @param update takes what {@code current_asset.update} is called with
   */
  public Map<String, JsonObject> run(Map<String, JsonObject> values, Consumer<JsonObject> update) {
    Map<String, Object> variables = Library.variables();
    Map<String, Object> asset = new LinkedHashMap<>();
    values.forEach((name, value) -> variables.put(name, Values.ofJson(value)));
    if (variables.get("current_asset") instanceof Map<?, ?> known) {
      known.forEach((name, value) -> asset.put(String.valueOf(name), value));
    }
    asset.put(
        "update",
        (Function)
            arguments -> {
              boolean object = !arguments.isEmpty() && arguments.getFirst() instanceof Map;
              if (!object || !(Values.toJson(arguments.getFirst()) instanceof JsonObject changes)) {
                throw new ScriptError("current_asset.update takes an object");
              }
              update.accept(changes);
              return Nothing.NOTHING;
            });
    variables.put("current_asset", asset);
    new Interpreter(new Budget(MOST_STEPS), variables).run(program);
    Map<String, JsonObject> after = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      if (!name.equals("current_asset")
          && Values.toJson(variables.getOrDefault(name, Nothing.NOTHING))
              instanceof JsonObject json) {
        after.put(name, json);
      }
    }
    return after;
  }
}
