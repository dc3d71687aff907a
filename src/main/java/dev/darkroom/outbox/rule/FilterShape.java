package dev.darkroom.outbox.rule;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.github.jamsesso.jsonlogic.evaluator.JsonLogicExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.AllExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.ArrayHasExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.ConcatenateExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.EqualityExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.FilterExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.IfExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.InExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.InequalityExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.LogicExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.MapExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.MathExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.MergeExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.MissingExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.NotExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.NumericComparisonExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.ReduceExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.StrictEqualityExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.StrictInequalityExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.SubstringExpression;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operators a JSONLogic rule may have, and a walk through it that refuses all others and what
 * is too large. What it may cost is counted when it is evaluated. Pure.
 */
final class FilterShape {
  /** All of JSONLogic but {@code log}; {@code var} is no operator but a part of the language. */
  static final Map<String, JsonLogicExpression> OPERATORS =
      Stream.of(
              MathExpression.ADD,
              MathExpression.SUBTRACT,
              MathExpression.MULTIPLY,
              MathExpression.DIVIDE,
              MathExpression.MODULO,
              MathExpression.MIN,
              MathExpression.MAX,
              NumericComparisonExpression.GT,
              NumericComparisonExpression.GTE,
              NumericComparisonExpression.LT,
              NumericComparisonExpression.LTE,
              IfExpression.IF,
              IfExpression.TERNARY,
              EqualityExpression.INSTANCE,
              InequalityExpression.INSTANCE,
              StrictEqualityExpression.INSTANCE,
              StrictInequalityExpression.INSTANCE,
              NotExpression.SINGLE,
              NotExpression.DOUBLE,
              LogicExpression.AND,
              LogicExpression.OR,
              MapExpression.INSTANCE,
              FilterExpression.INSTANCE,
              ReduceExpression.INSTANCE,
              AllExpression.INSTANCE,
              ArrayHasExpression.SOME,
              ArrayHasExpression.NONE,
              MergeExpression.INSTANCE,
              InExpression.INSTANCE,
              ConcatenateExpression.INSTANCE,
              SubstringExpression.INSTANCE,
              MissingExpression.ALL,
              MissingExpression.SOME)
          .collect(Collectors.toUnmodifiableMap(JsonLogicExpression::key, Function.identity()));

  private static final int MOST_OPERATORS = 100;
  private static final int DEEPEST = 20;
  private static final int MOST_ITEMS = 1_000;

  private int operators;
  private int items;

  /** Refuses a rule that may not be evaluated. */
  static void check(Object rule) {
    new FilterShape().check(rule, 0);
  }

  private void check(@Nullable Object node, int depth) {
    if (++items > MOST_ITEMS) {
      throw refusal("more than " + MOST_ITEMS + " values");
    }
    if (depth > DEEPEST) {
      throw refusal("it is nested deeper than " + DEEPEST);
    }
    if (node instanceof Map<?, ?> operation) {
      operation(operation, depth);
    } else if (node instanceof List<?> list) {
      list.forEach(item -> check(item, depth + 1));
    }
  }

  private void operation(Map<?, ?> operation, int depth) {
    if (operation.size() != 1) {
      throw refusal("an object must have one operator as its only member");
    }
    Map.Entry<?, ?> entry = operation.entrySet().iterator().next();
    String operator = String.valueOf(entry.getKey());
    if (!operator.equals("var") && !OPERATORS.containsKey(operator)) {
      throw refusal("unknown operator " + shown(operator));
    }
    if (++operators > MOST_OPERATORS) {
      throw refusal("more than " + MOST_OPERATORS + " operators");
    }
    if (entry.getValue() instanceof List<?> arguments) {
      arguments.forEach(argument -> check(argument, depth + 1));
    } else {
      check(entry.getValue(), depth + 1);
    }
  }

  private static String shown(String operator) {
    return operator.length() <= 80 ? operator : operator.substring(0, 80) + "…";
  }

  private static Refusal refusal(String why) {
    return new Refusal(ErrorCode.INVALID_FILTER, why);
  }
}
