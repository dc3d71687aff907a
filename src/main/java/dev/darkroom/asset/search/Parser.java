package dev.darkroom.asset.search;

import dev.darkroom.asset.search.Expression.All;
import dev.darkroom.asset.search.Expression.Any;
import dev.darkroom.asset.search.Expression.Everything;
import dev.darkroom.asset.search.Expression.Not;
import dev.darkroom.asset.search.Expression.Term;
import dev.darkroom.asset.search.Lexer.Piece;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search language (reference/admin-api.md 7), by recursive descent: {@code OR} binds least,
 * then {@code AND} (which may be left out), then {@code NOT}, {@code !} and {@code -}. It is pure,
 * and refuses what it does not understand at its position.
 */
public final class Parser {
  private static final int LONGEST = 8_000;
  private static final int DEEPEST = 30;
  private static final int MOST_TERMS = 100;

  /** The field and sign that a list of values in parentheses belongs to. */
  private record Owner(String field, String sign) {}

  private final Lexer lexer;
  private int depth;
  private int terms;

  private Parser(String text) {
    this.lexer = new Lexer(text);
  }

  /** What the text says; blank text means everything. */
  public static Expression parse(String text) {
    if (text.length() > LONGEST) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER, "expression", "longer than " + LONGEST + " characters");
    }
    Parser parser = new Parser(text);
    return parser.lexer.atEnd() ? new Everything() : parser.whole();
  }

  private Expression whole() {
    Expression expression = alternatives(null);
    if (!lexer.atEnd()) {
      throw QueryError.at(lexer.position());
    }
    return expression;
  }

  private Expression alternatives(@Nullable Owner owner) {
    if (++depth > DEEPEST) {
      throw QueryError.at(lexer.position());
    }
    List<Expression> parts = new ArrayList<>();
    do {
      parts.add(conjunction(owner));
    } while (lexer.skipKeyword("OR"));
    depth--;
    return parts.size() == 1 ? parts.getFirst() : new Any(List.copyOf(parts));
  }

  private Expression conjunction(@Nullable Owner owner) {
    List<Expression> parts = new ArrayList<>();
    do {
      parts.add(negation(owner));
    } while (lexer.skipKeyword("AND") || continues());
    return parts.size() == 1 ? parts.getFirst() : new All(List.copyOf(parts));
  }

  private boolean continues() {
    return !lexer.atEnd() && !lexer.sees(')') && !lexer.seesKeyword("OR");
  }

  private Expression negation(@Nullable Owner owner) {
    if (lexer.skipKeyword("NOT") || lexer.skip('!') || (lexer.seesMinus() && lexer.skip('-'))) {
      if (++depth > DEEPEST) {
        throw QueryError.at(lexer.position());
      }
      Expression part = negation(owner);
      depth--;
      return new Not(part);
    }
    if (lexer.skip('(')) {
      Expression inside = alternatives(owner);
      close(')');
      return inside;
    }
    return owner == null ? term() : value(owner);
  }

  private Expression term() {
    Piece word = word();
    Optional<String> sign = word.prefix() ? Optional.empty() : lexer.sign();
    if (sign.isEmpty()) {
      return counted(new Term("", new Match.Like(word.text(), word.prefix()), word.position()));
    }
    Owner owner = new Owner(word.text(), sign.get());
    if (isEquality(owner) && lexer.skip('(')) {
      Expression inside = alternatives(owner);
      close(')');
      return inside;
    }
    return value(owner);
  }

  private Expression value(Owner owner) {
    int position = lexer.position();
    if (isEquality(owner) && (lexer.sees('[') || lexer.sees('{'))) {
      return counted(new Term(owner.field(), range(), position));
    }
    Piece value = lexer.value();
    if (isKeyword(value) || (value.prefix() && !isEquality(owner))) {
      throw QueryError.at(position);
    }
    return counted(new Term(owner.field(), match(owner, value), position));
  }

  private static Match match(Owner owner, Piece value) {
    return switch (owner.sign()) {
      case ":" -> new Match.Like(value.text(), value.prefix());
      case "=" -> new Match.Exact(value.text(), value.prefix());
      case "<" -> new Match.Compare(Comparison.LESS, value.text());
      case "<=" -> new Match.Compare(Comparison.LESS_OR_EQUAL, value.text());
      case ">" -> new Match.Compare(Comparison.GREATER, value.text());
      case ">=" -> new Match.Compare(Comparison.GREATER_OR_EQUAL, value.text());
      default -> throw new IllegalStateException("no sign: " + owner.sign());
    };
  }

  private Match range() {
    boolean lowIncluded = lexer.skip('[');
    if (!lowIncluded) {
      lexer.skip('{');
    }
    String low = end();
    if (!lexer.skipKeyword("TO")) {
      throw QueryError.at(lexer.position());
    }
    String high = end();
    boolean highIncluded = lexer.skip(']');
    if (!highIncluded) {
      close('}');
    }
    return new Match.Between(low, lowIncluded, high, highIncluded);
  }

  private @Nullable String end() {
    if (lexer.skip('*')) {
      return null;
    }
    Piece value = lexer.value();
    if (value.prefix()) {
      throw QueryError.at(value.position());
    }
    return value.text();
  }

  private Piece word() {
    Piece word = lexer.word();
    if (isKeyword(word)) {
      throw QueryError.at(word.position());
    }
    return word;
  }

  private Term counted(Term term) {
    if (++terms > MOST_TERMS) {
      throw QueryError.at(term.position());
    }
    return term;
  }

  private void close(char bracket) {
    if (!lexer.skip(bracket)) {
      throw QueryError.at(lexer.position());
    }
  }

  private static boolean isEquality(Owner owner) {
    return owner.sign().equals(":") || owner.sign().equals("=");
  }

  private static boolean isKeyword(Piece piece) {
    return piece.is("AND") || piece.is("OR") || piece.is("NOT");
  }
}
