package dev.darkroom.asset.upload.script;

import java.util.List;

/** What is done. */
sealed interface Statement {
  /** An expression for what it does, or for its value in an arrow function. */
  record Evaluate(Expression expression) implements Statement {}

  /** {@code let name = value}. */
  record Declare(String name, Expression value) implements Statement {}

  /** {@code if (condition) then else otherwise}. */
  record When(Expression condition, Statement then, Statement otherwise) implements Statement {}

  /** {@code { … }}. */
  record Block(List<Statement> statements) implements Statement {
    public Block {
      statements = List.copyOf(statements);
    }
  }

  /** {@code return value}. */
  record Return(Expression value) implements Statement {}
}
