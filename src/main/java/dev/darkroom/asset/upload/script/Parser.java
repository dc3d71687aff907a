package dev.darkroom.asset.upload.script;

import dev.darkroom.asset.upload.script.Expression.Arrow;
import dev.darkroom.asset.upload.script.Expression.Assignment;
import dev.darkroom.asset.upload.script.Expression.Binary;
import dev.darkroom.asset.upload.script.Expression.Call;
import dev.darkroom.asset.upload.script.Expression.Choice;
import dev.darkroom.asset.upload.script.Expression.Entry;
import dev.darkroom.asset.upload.script.Expression.Literal;
import dev.darkroom.asset.upload.script.Expression.Member;
import dev.darkroom.asset.upload.script.Expression.Name;
import dev.darkroom.asset.upload.script.Expression.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a script by recursive descent, one method per rank. It is pure. */
final class Parser {
  private static final int DEEPEST = 60;
  private static final Set<String> DECLARES = Set.of("let", "const", "var");

  /** What would go on without an end, or reach out of the script. */
  private static final Set<String> REFUSED =
      Set.of(
          "async",
          "await",
          "class",
          "delete",
          "do",
          "eval",
          "export",
          "for",
          "function",
          "import",
          "new",
          "require",
          "switch",
          "this",
          "throw",
          "try",
          "while",
          "with",
          "yield");

  /** Binary signs, the loosest rank first. */
  private static final List<Set<String>> RANKS =
      List.of(
          Set.of("??"),
          Set.of("||"),
          Set.of("&&"),
          Set.of("===", "!==", "==", "!="),
          Set.of("<", ">", "<=", ">="),
          Set.of("+", "-"),
          Set.of("*", "/", "%"));

  private final List<Token> tokens;
  private int at;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Statement.Block parse(String text) {
    Parser parser = new Parser(Lexer.split(text));
    List<Statement> statements = new ArrayList<>();
    while (parser.peek().kind() != Token.Kind.END) {
      statements.add(parser.statement());
    }
    return new Statement.Block(statements);
  }

  private Statement statement() {
    enter();
    Statement statement =
        switch (peek()) {
          case Token token when token.is("{") -> block();
          case Token token when token.isName("if") -> when();
          case Token token when token.isName("return") -> returned();
          case Token token
              when token.kind() == Token.Kind.NAME && DECLARES.contains(token.text()) ->
              declaration();
          case Token token -> new Statement.Evaluate(expression());
        };
    while (peek().is(";")) {
      at++;
    }
    depth--;
    return statement;
  }

  private Statement block() {
    expect("{");
    List<Statement> statements = new ArrayList<>();
    while (!peek().is("}")) {
      statements.add(statement());
    }
    expect("}");
    return new Statement.Block(statements);
  }

  private Statement when() {
    at++;
    expect("(");
    Expression condition = expression();
    expect(")");
    Statement then = statement();
    Statement otherwise = new Statement.Block(List.of());
    if (peek().isName("else")) {
      at++;
      otherwise = statement();
    }
    return new Statement.When(condition, then, otherwise);
  }

  private Statement returned() {
    at++;
    boolean bare = peek().is(";") || peek().is("}") || peek().kind() == Token.Kind.END;
    return new Statement.Return(bare ? new Literal(Nothing.NOTHING) : expression());
  }

  private Statement declaration() {
    at++;
    String name = name();
    return new Statement.Declare(name, accept("=") ? expression() : new Literal(Nothing.NOTHING));
  }

  private Expression expression() {
    enter();
    Expression expression = isArrow() ? arrow() : assignment();
    depth--;
    return expression;
  }

  private Expression assignment() {
    Expression target = choice();
    if (!peek().is("=") && !peek().is("+=") && !peek().is("-=")) {
      return target;
    }
    String sign = next().text();
    if (!(target instanceof Name || target instanceof Member)) {
      throw new ScriptError("only variables and members can be assigned to");
    }
    Expression value = expression();
    return new Assignment(
        target, sign.equals("=") ? value : new Binary(sign.substring(0, 1), target, value));
  }

  /** {@code name =>} or {@code (names) =>}. */
  private boolean isArrow() {
    if (peek().kind() == Token.Kind.NAME) {
      return tokens.get(at + 1).is("=>");
    }
    int close = at;
    while (peek().is("(") && close < tokens.size() - 1 && !tokens.get(close).is(")")) {
      close++;
    }
    return close > at && close + 1 < tokens.size() && tokens.get(close + 1).is("=>");
  }

  private Expression arrow() {
    List<String> parameters = new ArrayList<>();
    if (accept("(")) {
      while (!accept(")")) {
        parameters.add(name());
        accept(",");
      }
    } else {
      parameters.add(name());
    }
    expect("=>");
    return new Arrow(parameters, peek().is("{") ? block() : new Statement.Return(expression()));
  }

  private Expression choice() {
    Expression condition = binary(0);
    if (!accept("?")) {
      return condition;
    }
    Expression then = expression();
    expect(":");
    return new Choice(condition, then, expression());
  }

  private Expression binary(int rank) {
    if (rank == RANKS.size()) {
      return unary();
    }
    Expression left = binary(rank + 1);
    while (peek().kind() == Token.Kind.SIGN && RANKS.get(rank).contains(peek().text())) {
      String sign = next().text();
      left = new Binary(sign, left, binary(rank + 1));
    }
    return left;
  }

  private Expression unary() {
    boolean signed = peek().is("!") || peek().is("-") || peek().is("+") || peek().isName("typeof");
    if (!signed) {
      return postfix();
    }
    enter();
    Expression expression = new Unary(next().text(), unary());
    depth--;
    return expression;
  }

  private Expression postfix() {
    Expression expression = primary();
    while (true) {
      if (accept(".")) {
        expression = new Member(expression, new Literal(name()), false);
      } else if (accept("?.")) {
        boolean index = accept("[");
        Expression name = index ? closed(expression(), "]") : new Literal(name());
        expression = new Member(expression, name, true);
      } else if (accept("[")) {
        expression = new Member(expression, closed(expression(), "]"), false);
      } else if (accept("(")) {
        expression = new Call(expression, list(")"));
      } else {
        return expression;
      }
    }
  }

  private Expression primary() {
    Token token = next();
    return switch (token.kind()) {
      case NUMBER -> new Literal(number(token.text()));
      case TEXT -> new Literal(token.text());
      case NAME -> named(token.text());
      case END -> throw new ScriptError("unexpected end");
      case SIGN ->
          switch (token.text()) {
            case "(" -> closed(expression(), ")");
            case "[" -> new Expression.ArrayOf(list("]"));
            case "{" -> object();
            default -> throw new ScriptError("unexpected " + token);
          };
    };
  }

  private static Expression named(String name) {
    if (REFUSED.contains(name)) {
      throw new ScriptError(name + " is not supported");
    }
    return switch (name) {
      case "true" -> new Literal(true);
      case "false" -> new Literal(false);
      case "null", "undefined" -> new Literal(Nothing.NOTHING);
      default -> new Name(name);
    };
  }

  private Expression object() {
    List<Entry> entries = new ArrayList<>();
    while (!accept("}")) {
      Token name = next();
      if (name.kind() == Token.Kind.SIGN || name.kind() == Token.Kind.END) {
        throw new ScriptError("unexpected " + name);
      }
      Expression value = accept(":") ? expression() : new Name(name.text());
      entries.add(new Entry(name.text(), value));
      separate("}");
    }
    return new Expression.ObjectOf(entries);
  }

  private List<Expression> list(String end) {
    List<Expression> items = new ArrayList<>();
    while (!accept(end)) {
      items.add(expression());
      separate(end);
    }
    return items;
  }

  private void separate(String end) {
    if (!peek().is(end)) {
      expect(",");
    }
  }

  private Expression closed(Expression expression, String end) {
    expect(end);
    return expression;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException broken) {
      throw new ScriptError(text + " is no number");
    }
  }

  private String name() {
    Token token = next();
    if (token.kind() != Token.Kind.NAME) {
      throw new ScriptError("a name is expected, not " + token);
    }
    return token.text();
  }

  private void expect(String sign) {
    Token token = next();
    if (!token.is(sign)) {
      throw new ScriptError(sign + " is expected, not " + token);
    }
  }

  private boolean accept(String sign) {
    if (peek().is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw new ScriptError("it is nested more than " + DEEPEST + " deep");
    }
  }
}
