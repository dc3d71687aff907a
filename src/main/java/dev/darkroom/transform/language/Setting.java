package dev.darkroom.transform.language;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.regex.Pattern;

/** One {@code key_value} of a component, not yet understood: a parameter and its text. */
record Setting(Parameter parameter, String value) {
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,6}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{0,6}\\.\\d{1,9}");
  private static final Pattern EXPRESSION =
      Pattern.compile("(?:i|o)[wh]|ar|iar|tar|auto.*|.*\\$.*|.+_(?:add|sub|mul|div|mod|pow)_.+");

  /** The value as a whole number of that range, or a refusal. */
  int integer(int lowest, int highest) {
    return integer(value, lowest, highest);
  }

  /** A part of the value as a whole number of that range, or a refusal of the whole value. */
  int integer(String part, int lowest, int highest) {
    if (!INTEGER.matcher(part).matches()) {
      throw invalid();
    }
    int number = Integer.parseInt(part);
    if (number < lowest || number > highest) {
      throw invalid();
    }
    return number;
  }

  /** A part of the value as a number of that range, or a refusal of the whole value. */
  double number(String part, double lowest, double highest) {
    if (!isDecimal(part)) {
      return integer(part, (int) Math.ceil(lowest), (int) Math.floor(highest));
    }
    double number = Double.parseDouble(part);
    if (number < lowest || number > highest) {
      throw invalid();
    }
    return number;
  }

  /** The value as pixels (no point) or as a fraction (with a point), or a refusal. */
  Length length(int lowest, int highest) {
    if (EXPRESSION.matcher(value).matches()) {
      throw unsupported();
    }
    if (isDecimal(value)) {
      return new Length.Fraction(number(value, lowest > 0 ? 0.0001 : -100, 100));
    }
    return new Length.Pixels(integer(lowest, highest));
  }

  Refusal invalid() {
    return new Refusal(
        ErrorCode.INVALID_TRANSFORMATION_VALUE, parameter.word(), Lexer.shown(value));
  }

  Refusal unsupported() {
    return new Refusal(
        ErrorCode.UNSUPPORTED_TRANSFORMATION, Lexer.shown(parameter.key() + "_" + value));
  }

  private static boolean isDecimal(String text) {
    return DECIMAL.matcher(text).matches();
  }
}
