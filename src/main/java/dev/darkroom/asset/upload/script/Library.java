package dev.darkroom.asset.upload.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** What every script finds beside the values it is given. */
final class Library {
  private Library() {}

  static Map<String, Object> variables() {
    Map<String, Object> math = new LinkedHashMap<>();
    math.put("round", number(number -> Math.floor(number + 0.5)));
    math.put("floor", number(Math::floor));
    math.put("ceil", number(Math::ceil));
    math.put("abs", number(Math::abs));
    math.put("min", (Function) all -> all.stream().mapToDouble(Values::number).min().orElse(0));
    math.put("max", (Function) all -> all.stream().mapToDouble(Values::number).max().orElse(0));
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("Math", math);
    variables.put("Object", new LinkedHashMap<>(Map.of("keys", (Function) Library::keys)));
    variables.put("String", (Function) all -> Values.text(first(all)));
    variables.put("Number", number(number -> number));
    variables.put("parseFloat", number(number -> number));
    variables.put(
        "parseInt", number(number -> number < 0 ? Math.ceil(number) : Math.floor(number)));
    return variables;
  }

  private static Function number(DoubleUnaryOperator how) {
    return all -> how.applyAsDouble(Values.number(first(all)));
  }

  private static Object keys(List<Object> arguments) {
    List<Object> keys = new ArrayList<>();
    if (first(arguments) instanceof Map<?, ?> map) {
      map.keySet().forEach(key -> keys.add(String.valueOf(key)));
    }
    return keys;
  }

  private static Object first(List<Object> arguments) {
    return arguments.isEmpty() ? Nothing.NOTHING : arguments.getFirst();
  }
}
