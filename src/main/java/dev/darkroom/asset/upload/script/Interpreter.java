package dev.darkroom.asset.upload.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a script that was read, one node at a time, until it ends or its budget does. */
final class Interpreter {
  private static final int MOST_ITEMS = 10_000;
  private static final int DEEPEST = 100;

  private final Budget budget;
  private final Methods methods;
  private Map<String, Object> variables;
  private int depth;

  Interpreter(Budget budget, Map<String, Object> variables) {
    this.budget = budget;
    this.methods = new Methods(budget);
    this.variables = variables;
  }

  /** What a {@code return} gave, if there was one. */
  Optional<Object> run(Statement statement) {
    budget.step();
    return switch (statement) {
      case Statement.Evaluate(Expression expression) -> {
        value(expression);
        yield Optional.empty();
      }
      case Statement.Declare(String name, Expression expression) -> {
        variables.put(name, value(expression));
        yield Optional.empty();
      }
      case Statement.When(Expression condition, Statement then, Statement otherwise) ->
          run(Values.truth(value(condition)) ? then : otherwise);
      case Statement.Return(Expression expression) -> Optional.of(value(expression));
      case Statement.Block(List<Statement> statements) -> run(statements);
    };
  }

  private Optional<Object> run(List<Statement> statements) {
    for (Statement statement : statements) {
      Optional<Object> returned = run(statement);
      if (returned.isPresent()) {
        return returned;
      }
    }
    return Optional.empty();
  }

  private Object value(Expression expression) {
    budget.step();
    if (++depth > DEEPEST) {
      throw new ScriptError("it calls itself too often");
    }
    Object value =
        switch (expression) {
          case Expression.Literal(Object literal) -> literal;
          case Expression.Name(String name) -> variable(name);
          case Expression.ArrayOf(List<Expression> items) -> values(items);
          case Expression.ObjectOf(List<Expression.Entry> entries) -> object(entries);
          case Expression.Member member -> member(member);
          case Expression.Call call -> call(call);
          case Expression.Unary(String sign, Expression operand) -> unary(sign, operand);
          case Expression.Binary binary -> binary(binary);
          case Expression.Choice(Expression condition, Expression then, Expression otherwise) ->
              value(Values.truth(value(condition)) ? then : otherwise);
          case Expression.Assignment(Expression target, Expression given) ->
              assign(target, value(given));
          case Expression.Arrow arrow -> (Function) arguments -> call(arrow, arguments);
        };
    depth--;
    return value;
  }

  private Object variable(String name) {
    Object value = variables.get(name);
    if (value == null) {
      throw new ScriptError(name + " is not defined");
    }
    return value;
  }

  private List<Object> values(List<Expression> items) {
    List<Object> values = new ArrayList<>();
    items.forEach(item -> values.add(value(item)));
    return values;
  }

  private Object object(List<Expression.Entry> entries) {
    Map<String, Object> object = new LinkedHashMap<>();
    entries.forEach(entry -> object.put(entry.name(), value(entry.value())));
    return object;
  }

  private Object member(Expression.Member member) {
    Object target = value(member.target());
    Object name = value(member.name());
    if (target instanceof Nothing) {
      // One "?." guards the whole chain behind it, as in JavaScript.
      if (member.optional() || isGuarded(member.target())) {
        return Nothing.NOTHING;
      }
      throw new ScriptError("nothing has no member " + Values.text(name));
    }
    return switch (target) {
      case Map<?, ?> map -> {
        Object value = map.get(Values.text(name));
        yield value == null ? Nothing.NOTHING : value;
      }
      case List<?> list when name instanceof Double index -> {
        boolean inside = index >= 0 && index < list.size() && index == Math.rint(index);
        yield inside ? Methods.listOf(list).get(index.intValue()) : Nothing.NOTHING;
      }
      default -> methods.property(target, Values.text(name));
    };
  }

  private static boolean isGuarded(Expression target) {
    return switch (target) {
      case Expression.Member member -> member.optional() || isGuarded(member.target());
      case Expression.Call call -> isGuarded(call.function());
      default -> false;
    };
  }

  private Object call(Expression.Call call) {
    if (!(call.function() instanceof Expression.Member member)) {
      Object function = value(call.function());
      return called(function, call, "it");
    }
    Object target = value(member.target());
    String name = Values.text(value(member.name()));
    if (target instanceof Nothing && (member.optional() || isGuarded(member.target()))) {
      return Nothing.NOTHING;
    }
    if (target instanceof Map<?, ?> map && map.get(name) instanceof Function function) {
      return called(function, call, name);
    }
    return methods.call(target, name, values(call.arguments()));
  }

  private Object called(Object function, Expression.Call call, String name) {
    if (function instanceof Function known) {
      return known.call(values(call.arguments()));
    }
    throw new ScriptError(name + " is not a function");
  }

  /** Parameters are variables of the call; everything else is the script's. */
  private Object call(Expression.Arrow arrow, List<Object> arguments) {
    Map<String, Object> outer = new LinkedHashMap<>();
    for (int at = 0; at < arrow.parameters().size(); at++) {
      String name = arrow.parameters().get(at);
      outer.put(name, variables.getOrDefault(name, Nothing.NOTHING));
      variables.put(name, at < arguments.size() ? arguments.get(at) : Nothing.NOTHING);
    }
    Object result = run(arrow.body()).orElse(Nothing.NOTHING);
    variables.putAll(outer);
    return result;
  }

  private Object unary(String sign, Expression operand) {
    Object value = value(operand);
    return switch (sign) {
      case "!" -> !Values.truth(value);
      case "-" -> -Values.number(value);
      case "+" -> Values.number(value);
      default -> Values.kind(value);
    };
  }

  private Object binary(Expression.Binary binary) {
    Object left = value(binary.left());
    return switch (binary.sign()) {
      case "&&" -> Values.truth(left) ? value(binary.right()) : left;
      case "||" -> Values.truth(left) ? left : value(binary.right());
      case "??" -> left instanceof Nothing ? value(binary.right()) : left;
      default -> binary(binary.sign(), left, value(binary.right()));
    };
  }

  private Object binary(String sign, Object left, Object right) {
    return switch (sign) {
      case "===" -> Values.equal(left, right, false);
      case "!==" -> !Values.equal(left, right, false);
      case "==" -> Values.equal(left, right, true);
      case "!=" -> !Values.equal(left, right, true);
      case "+" -> sum(left, right);
      case "-" -> Values.number(left) - Values.number(right);
      case "*" -> Values.number(left) * Values.number(right);
      case "/" -> Values.number(left) / Values.number(right);
      case "%" -> Values.number(left) % Values.number(right);
      default -> compare(sign, left, right);
    };
  }

  private Object sum(Object left, Object right) {
    boolean numbers = !isText(left) && !isText(right);
    return numbers
        ? (Object) (Values.number(left) + Values.number(right))
        : budget.made(Values.text(left) + Values.text(right));
  }

  private static boolean isText(Object value) {
    return value instanceof String || value instanceof List || value instanceof Map;
  }

  private static boolean compare(String sign, Object left, Object right) {
    double order =
        left instanceof String one && right instanceof String other
            ? one.compareTo(other)
            : Values.number(left) - Values.number(right);
    return switch (sign) {
      case "<" -> order < 0;
      case ">" -> order > 0;
      case "<=" -> order <= 0;
      default -> order >= 0;
    };
  }

  private Object assign(Expression target, Object value) {
    if (target instanceof Expression.Name(String name)) {
      variables.put(name, value);
    } else if (target instanceof Expression.Member member) {
      assign(value(member.target()), value(member.name()), value);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static void assign(Object target, Object name, Object value) {
    switch (target) {
      case Map<?, ?> map when map.size() < MOST_ITEMS ->
          ((Map<String, Object>) map).put(Values.text(name), value);
      case List<?> list when name instanceof Double index && index >= 0 && index < list.size() ->
          Methods.listOf(list).set(index.intValue(), value);
      default -> throw new ScriptError("cannot set the member " + Values.text(name));
    }
  }
}
