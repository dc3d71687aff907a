package dev.darkroom.outbox.rule;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a JSONLogic rule and refuses what could take long or is unknown: operators are
 * counted, iterations may not be nested, and what {@code reduce} gathers must not grow. Pure.
 */
final class FilterShape {
  private static final int MOST_OPERATORS = 100;
  private static final int DEEPEST = 20;
  private static final int MOST_ITEMS = 1_000;

  private static final Set<String> ITERATING =
      Set.of("map", "filter", "reduce", "all", "none", "some");
  private static final Set<String> GROWING = Set.of("merge", "cat");
  private static final Set<String> OTHERS =
      Set.of(
          "var",
          "missing",
          "missing_some",
          "if",
          "?:",
          "==",
          "===",
          "!=",
          "!==",
          "!",
          "!!",
          "or",
          "and",
          ">",
          ">=",
          "<",
          "<=",
          "max",
          "min",
          "+",
          "-",
          "*",
          "/",
          "%",
          "in",
          "substr");

  private record At(int depth, boolean iterating, boolean reducing) {
    At deeper() {
      return new At(depth + 1, iterating, reducing);
    }

    At in(String operator) {
      return ITERATING.contains(operator) ? new At(depth, true, operator.equals("reduce")) : this;
    }
  }

  private int operators;
  private int items;

  /** Refuses a rule that may not be evaluated. */
  static void check(Object rule) {
    new FilterShape().check(rule, new At(0, false, false));
  }

  private void check(@Nullable Object node, At at) {
    if (++items > MOST_ITEMS) {
      throw refusal("more than " + MOST_ITEMS + " values");
    }
    if (at.depth() > DEEPEST) {
      throw refusal("it is nested deeper than " + DEEPEST);
    }
    if (node instanceof Map<?, ?> operation) {
      operation(operation, at);
    } else if (node instanceof List<?> list) {
      list(list, at);
    }
  }

  private void operation(Map<?, ?> operation, At at) {
    if (operation.size() != 1) {
      throw refusal("an object must have one operator as its only member");
    }
    Map.Entry<?, ?> entry = operation.entrySet().iterator().next();
    String operator = String.valueOf(entry.getKey());
    if (!OTHERS.contains(operator)
        && !ITERATING.contains(operator)
        && !GROWING.contains(operator)) {
      throw refusal("unknown operator " + shown(operator));
    }
    if (++operators > MOST_OPERATORS) {
      throw refusal("more than " + MOST_OPERATORS + " operators");
    }
    if (at.iterating() && ITERATING.contains(operator)) {
      throw refusal(operator + " within another iteration");
    }
    if (at.reducing() && GROWING.contains(operator)) {
      throw refusal(operator + " within reduce");
    }
    arguments(entry.getValue(), at.in(operator).deeper());
  }

  private void arguments(@Nullable Object arguments, At at) {
    if (arguments instanceof List<?> list) {
      list.forEach(argument -> check(argument, at));
    } else {
      check(arguments, at);
    }
  }

  private void list(List<?> list, At at) {
    if (at.reducing() && list.stream().anyMatch(Map.class::isInstance)) {
      throw refusal("an array that is computed within reduce");
    }
    list.forEach(item -> check(item, at.deeper()));
  }

  private static String shown(String operator) {
    return operator.length() <= 80 ? operator : operator.substring(0, 80) + "…";
  }

  private static Refusal refusal(String why) {
    return new Refusal(ErrorCode.INVALID_FILTER, why);
  }
}
