package dev.darkroom.asset.upload.script;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The methods of texts, numbers, arrays and objects. */
final class Methods {
  private final Budget budget;

  Methods(Budget budget) {
    this.budget = budget;
  }

  /** What a member of a value is when it is no member of an object. */
  Object property(Object target, String name) {
    if (name.equals("length")) {
      if (target instanceof String text) {
        return (double) text.length();
      }
      if (target instanceof List<?> list) {
        return (double) list.size();
      }
    }
    return Nothing.NOTHING;
  }

  Object call(Object target, String name, List<Object> arguments) {
    return switch (target) {
      case String text -> ofText(text, name, arguments);
      case Double number -> ofNumber(number, name, arguments);
      case List<?> list -> ofList(listOf(list), name, arguments);
      case Map<?, ?> map when name.equals("hasOwnProperty") ->
          map.containsKey(Values.text(argument(arguments, 0)));
      default -> throw unknown(name);
    };
  }

  private Object ofText(String text, String name, List<Object> arguments) {
    String first = Values.text(argument(arguments, 0));
    return switch (name) {
      case "includes" -> text.contains(first);
      case "startsWith" -> text.startsWith(first);
      case "endsWith" -> text.endsWith(first);
      case "indexOf" -> (double) text.indexOf(first);
      case "toLowerCase" -> budget.made(text.toLowerCase(Locale.ROOT));
      case "toUpperCase" -> budget.made(text.toUpperCase(Locale.ROOT));
      case "trim" -> budget.made(text.strip());
      case "toString" -> text;
      case "charAt" ->
          slice(text, argument(arguments, 0), Values.number(argument(arguments, 0)) + 1);
      case "slice", "substring" -> slice(text, argument(arguments, 0), argument(arguments, 1));
      case "concat" -> budget.made(text + first);
      case "split" -> split(text, arguments.isEmpty() ? Nothing.NOTHING : first);
      case "replace" -> replaced(text, first, Values.text(argument(arguments, 1)), false);
      case "replaceAll" -> replaced(text, first, Values.text(argument(arguments, 1)), true);
      default -> throw unknown(name);
    };
  }

  private Object ofNumber(double number, String name, List<Object> arguments) {
    return switch (name) {
      case "toFixed" -> fixed(number, Values.number(argument(arguments, 0)));
      case "toString" -> Values.text(number);
      default -> throw unknown(name);
    };
  }

  private Object ofList(List<Object> list, String name, List<Object> arguments) {
    Object first = argument(arguments, 0);
    budget.spend(list.size());
    return switch (name) {
      case "includes" -> position(list, first) >= 0;
      case "indexOf" -> (double) position(list, first);
      case "join" -> joined(list, arguments.isEmpty() ? "," : Values.text(first));
      case "slice" -> sliced(list, first, argument(arguments, 1));
      case "concat" -> concatenated(list, first);
      case "push" -> {
        list.addAll(arguments);
        yield (double) list.size();
      }
      default -> ofFunction(list, name, first);
    };
  }

  private static int position(List<Object> list, Object wanted) {
    for (int at = 0; at < list.size(); at++) {
      if (Values.equal(list.get(at), wanted, false)) {
        return at;
      }
    }
    return -1;
  }

  /** Methods that call a function for each item. */
  private Object ofFunction(List<Object> list, String name, Object argument) {
    if (!(argument instanceof Function function)) {
      throw unknown(name);
    }
    List<Object> results = new ArrayList<>();
    for (int at = 0; at < list.size(); at++) {
      budget.step();
      results.add(function.call(List.of(list.get(at), (double) at)));
    }
    List<Object> chosen = new ArrayList<>();
    for (int at = 0; at < results.size(); at++) {
      if (Values.truth(results.get(at))) {
        chosen.add(list.get(at));
      }
    }
    return switch (name) {
      case "map" -> results;
      case "forEach" -> Nothing.NOTHING;
      case "filter" -> chosen;
      case "some" -> !chosen.isEmpty();
      case "every" -> chosen.size() == list.size();
      case "find" -> chosen.isEmpty() ? Nothing.NOTHING : chosen.getFirst();
      default -> throw unknown(name);
    };
  }

  private String slice(String text, Object from, Object to) {
    int start = index(from, 0, text.length());
    int end = index(to, text.length(), text.length());
    return budget.made(start < end ? text.substring(start, end) : "");
  }

  private static List<Object> sliced(List<Object> list, Object from, Object to) {
    int start = index(from, 0, list.size());
    int end = index(to, list.size(), list.size());
    return new ArrayList<>(start < end ? list.subList(start, end) : List.of());
  }

  /** Counted from the end when it is negative. */
  private static int index(Object value, int otherwise, int size) {
    double number = value instanceof Nothing ? otherwise : Values.number(value);
    double counted = number < 0 ? size + number : number;
    return (int) Math.clamp(Double.isNaN(counted) ? 0 : counted, 0.0, size);
  }

  private List<Object> split(String text, Object separator) {
    List<Object> parts = new ArrayList<>();
    budget.spend(text.length());
    if (separator instanceof Nothing) {
      parts.add(text);
    } else if (separator.equals("")) {
      text.chars().forEach(letter -> parts.add(String.valueOf((char) letter)));
    } else {
      String mark = Values.text(separator);
      int start = 0;
      for (int end = text.indexOf(mark); end >= 0; end = text.indexOf(mark, start)) {
        parts.add(text.substring(start, end));
        start = end + mark.length();
      }
      parts.add(text.substring(start));
    }
    return parts;
  }

  private String replaced(String text, String old, String other, boolean all) {
    int at = text.indexOf(old);
    if (at < 0 || old.isEmpty()) {
      return text;
    }
    budget.spend((long) text.length() * (1 + other.length()));
    return all
        ? text.replace(old, other)
        : text.substring(0, at) + other + text.substring(at + old.length());
  }

  private String joined(List<Object> list, String separator) {
    StringBuilder text = new StringBuilder();
    for (Object item : list) {
      text.append(text.isEmpty() ? "" : separator);
      text.append(budget.made(item instanceof Nothing ? "" : Values.text(item)));
      budget.spend(separator.length());
    }
    return text.toString();
  }

  private List<Object> concatenated(List<Object> list, Object other) {
    List<Object> both = new ArrayList<>(list);
    if (other instanceof List<?> more) {
      budget.spend(more.size());
      both.addAll(more);
    } else {
      both.add(other);
    }
    return both;
  }

  private static String fixed(double number, double digits) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.toString(number);
    }
    int places = (int) Math.clamp(Double.isNaN(digits) ? 0 : digits, 0.0, 20.0);
    return BigDecimal.valueOf(number).setScale(places, RoundingMode.HALF_UP).toPlainString();
  }

  /** Arrays of scripts are made by scripts: they hold any value. */
  @SuppressWarnings("unchecked")
  static List<Object> listOf(List<?> list) {
    return (List<Object>) list;
  }

  private static Object argument(List<Object> arguments, int at) {
    return at < arguments.size() ? arguments.get(at) : Nothing.NOTHING;
  }

  private static ScriptError unknown(String name) {
    return new ScriptError(name + " is not a function");
  }
}
