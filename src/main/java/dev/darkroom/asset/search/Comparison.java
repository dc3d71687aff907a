package dev.darkroom.asset.search;

/** The signs between a field and a number, a date or a text. */
public enum Comparison {
  LESS("<"),
  LESS_OR_EQUAL("<="),
  EQUAL("="),
  GREATER_OR_EQUAL(">="),
  GREATER(">");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /** The sign, the same in expressions and in SQL. */
  public String sign() {
    return sign;
  }
}
