package dev.darkroom.outbox.rule;

import io.github.jamsesso.jsonlogic.JsonLogicException;
import io.github.jamsesso.jsonlogic.ast.JsonLogicArray;
import io.github.jamsesso.jsonlogic.ast.JsonLogicNode;
import io.github.jamsesso.jsonlogic.ast.JsonLogicOperation;
import io.github.jamsesso.jsonlogic.ast.JsonLogicPrimitive;
import io.github.jamsesso.jsonlogic.ast.JsonLogicVariable;
import io.github.jamsesso.jsonlogic.evaluator.JsonLogicEvaluationException;
import io.github.jamsesso.jsonlogic.evaluator.JsonLogicEvaluator;
import io.github.jamsesso.jsonlogic.evaluator.JsonLogicExpression;
import io.github.jamsesso.jsonlogic.evaluator.expressions.InExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of a rule, with what it may cost: steps are counted, one for every operation and
 * value, more for what is long. So the same rule and notification always end alike, however busy
 * the machine is. For one thread.
 */
final class Evaluation extends JsonLogicEvaluator {
  /** Some five milliseconds. */
  static final int MOST_STEPS = 20_000;

  private static final int CHARACTERS_PER_STEP = 16;

  /** Of a naive search; two texts may look alike nearly everywhere. */
  private static final int COMPARISONS_PER_STEP = 200;

  private static final String NOWHERE = "";

  private int steps = MOST_STEPS;

  Evaluation(Map<String, JsonLogicExpression> operators) {
    super(operators);
  }

  /** What the rule says of the notification. */
  @Nullable Object of(JsonLogicNode rule, Map<String, Object> notification)
      throws JsonLogicException {
    return evaluate(rule, notification, NOWHERE);
  }

  @Override
  public @Nullable Object evaluate(JsonLogicNode node, @Nullable Object data, String path)
      throws JsonLogicEvaluationException {
    spend(1);
    Object value =
        switch (node.getType()) {
          case PRIMITIVE -> evaluate((JsonLogicPrimitive<?>) node);
          case VARIABLE -> evaluate((JsonLogicVariable) node, data, NOWHERE);
          case ARRAY -> evaluate((JsonLogicArray) node, data, NOWHERE);
          case OPERATION -> evaluate((JsonLogicOperation) node, data, NOWHERE);
        };
    spend(size(value));
    return value;
  }

  @Override
  public @Nullable Object evaluate(JsonLogicVariable variable, @Nullable Object data, String path)
      throws JsonLogicEvaluationException {
    Object value = data == null ? null : value(evaluate(variable.getKey(), data, NOWHERE), data);
    return value == null ? evaluate(variable.getDefaultValue(), data, NOWHERE) : value;
  }

  private @Nullable Object value(@Nullable Object key, Object data)
      throws JsonLogicEvaluationException {
    return switch (key) {
      case null -> data;
      case Number index -> transform(item(data, index.intValue()));
      case String name when name.isEmpty() -> data;
      case String name -> member(name, data);
      default -> throw new JsonLogicEvaluationException("var names no member", NOWHERE);
    };
  }

  private @Nullable Object member(String dotted, Object data) throws JsonLogicEvaluationException {
    Object value = data;
    for (String name : dotted.split("\\.", 0)) {
      spend(1);
      try {
        value = value instanceof Map<?, ?> map ? map.get(name) : index(value, name);
      } catch (NumberFormatException noIndex) {
        throw new JsonLogicEvaluationException(noIndex, NOWHERE);
      }
    }
    return transform(value);
  }

  private static @Nullable Object index(@Nullable Object value, String index) {
    return value instanceof List<?> ? item(value, Integer.parseInt(index)) : null;
  }

  private static @Nullable Object item(Object data, int index) {
    return data instanceof List<?> list && index >= 0 && index < list.size()
        ? list.get(index)
        : null;
  }

  @Override
  public List<@Nullable Object> evaluate(JsonLogicArray array, @Nullable Object data, String path)
      throws JsonLogicEvaluationException {
    List<@Nullable Object> values = new ArrayList<>(array.size());
    for (JsonLogicNode element : array) {
      values.add(evaluate(element, data, NOWHERE));
    }
    return values;
  }

  @Override
  public @Nullable Object evaluate(JsonLogicOperation operation, @Nullable Object data, String path)
      throws JsonLogicEvaluationException {
    return switch (operation.getOperator()) {
      case "in" -> in(operation, data);
      case "missing", "missing_some" -> {
        // The library lists every name there is, at whatever depth.
        spendAllOf(data);
        yield super.evaluate(operation, data, NOWHERE);
      }
      default -> super.evaluate(operation, data, NOWHERE);
    };
  }

  private @Nullable Object in(JsonLogicOperation operation, @Nullable Object data)
      throws JsonLogicEvaluationException {
    List<@Nullable Object> arguments = evaluate(operation.getArguments(), data, NOWHERE);
    if (arguments.size() > 1 && arguments.get(1) instanceof String text) {
      long sought = String.valueOf(arguments.getFirst()).length();
      spend(sought * text.length() / COMPARISONS_PER_STEP);
    }
    return InExpression.INSTANCE.evaluate(arguments, data, NOWHERE);
  }

  private void spendAllOf(@Nullable Object data) {
    spend(1);
    if (data instanceof Map<?, ?> map) {
      map.values().forEach(this::spendAllOf);
    }
  }

  private static int size(@Nullable Object value) {
    return switch (value) {
      case String text -> text.length() / CHARACTERS_PER_STEP;
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case null, default -> 0;
    };
  }

  private void spend(long cost) {
    if (cost > steps) {
      throw new IllegalStateException("more than " + MOST_STEPS + " steps");
    }
    steps -= (int) cost;
  }
}
