package dev.darkroom.asset.upload.script;

import java.util.List;

/** What has a value. */
sealed interface Expression {
  /** A number, a text, a boolean, nothing. */
  record Literal(Object value) implements Expression {}

  /** A variable. */
  record Name(String name) implements Expression {}

  /** {@code [a, b]}. */
  record ArrayOf(List<Expression> items) implements Expression {
    public ArrayOf {
      items = List.copyOf(items);
    }
  }

  /** {@code {a: b}}. */
  record ObjectOf(List<Entry> entries) implements Expression {
    public ObjectOf {
      entries = List.copyOf(entries);
    }
  }

  /** One member of an object. */
  record Entry(String name, Expression value) {}

  /**
   * {@code target.name} or {@code target[name]}.
   *
   * @param optional {@code ?.}: nothing has no members, and that is no error
   */
  record Member(Expression target, Expression name, boolean optional) implements Expression {}

  /** {@code function(arguments)}, mostly of a member. */
  record Call(Expression function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code !a}, {@code -a}, {@code typeof a}. */
  record Unary(String sign, Expression operand) implements Expression {}

  /** Two operands; some signs look at the second only when they must. */
  record Binary(String sign, Expression left, Expression right) implements Expression {}

  /** {@code a ? b : c}. */
  record Choice(Expression condition, Expression then, Expression otherwise)
      implements Expression {}

  /** {@code target = value}; the target is a name or a member. */
  record Assignment(Expression target, Expression value) implements Expression {}

  /** {@code (a, b) => body}. */
  record Arrow(List<String> parameters, Statement body) implements Expression {
    public Arrow {
      parameters = List.copyOf(parameters);
    }
  }
}
