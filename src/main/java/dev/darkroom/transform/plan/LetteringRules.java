package dev.darkroom.transform.plan;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.language.Color;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the parameters of the {@code text} call (reference/upload-api.md 5.14). Pure. */
public final class LetteringRules {
  private static final int LONGEST_TEXT = 8_192;
  private static final int LARGEST_FONT = 1_000;
  private static final int USUAL_FONT = 12;
  private static final int WIDEST_SPACING = 1_000;

  /** Letters are about as high as wide, so this bounds what is drawn before it is trimmed. */
  private static final long MOST_PIXELS = 50_000_000;

  private static final Pattern FONT = Pattern.compile("[\\p{L}\\p{N} _-]{1,100}");
  private static final Pattern FONT_FILE = Pattern.compile("(?i).*\\.(?:ttf|otf|woff2?)");

  private static final Map<String, Integer> WEIGHTS =
      Map.ofEntries(
          Map.entry("thin", 100),
          Map.entry("hairline", 100),
          Map.entry("extralight", 200),
          Map.entry("light", 300),
          Map.entry("normal", 400),
          Map.entry("regular", 400),
          Map.entry("medium", 500),
          Map.entry("semibold", 600),
          Map.entry("bold", 700),
          Map.entry("extrabold", 800),
          Map.entry("heavy", 900),
          Map.entry("black", 900));

  private final Map<String, String> style;

  private LetteringRules(Map<String, String> style) {
    this.style = style;
  }

  /** The text with the style that the call's parameters describe; refuses what is unclear. */
  public static Lettering lettering(String text, Map<String, String> style) {
    LetteringRules rules = new LetteringRules(style);
    String shown = required(text);
    int size = rules.integer("font_size", USUAL_FONT, 1, LARGEST_FONT);
    if ((long) size * size * shown.length() > MOST_PIXELS) {
      throw new Refusal(
          ErrorCode.RESULT_TOO_LARGE, MOST_PIXELS / 1_000_000 + " Megapixels", "a longer text");
    }
    return new Lettering(
        shown,
        rules.font(),
        size,
        rules.weight(),
        rules.word("font_style", "normal", "italic", "oblique") > 0,
        rules.line(),
        rules.side(),
        rules.integer("line_spacing", 0, -WIDEST_SPACING, WIDEST_SPACING),
        rules.color("font_color", "black"),
        rules.color("background", "transparent"),
        rules.integer("opacity", 100, 0, 100) / 100.0);
  }

  private static String required(String text) {
    if (text.isBlank()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "text");
    }
    if (text.length() > LONGEST_TEXT) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER, "text", "longer than " + LONGEST_TEXT + " characters");
    }
    String printable = text.replaceAll("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]", "");
    if (printable.isBlank()) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "text", "no letters");
    }
    return printable;
  }

  private String font() {
    String family = value("font_family", "Arial");
    if (FONT_FILE.matcher(family).matches()) {
      throw new Refusal(ErrorCode.UNSUPPORTED_PARAMETER, "font_family " + shown(family));
    }
    if (!FONT.matcher(family).matches()) {
      throw invalid("font_family", family);
    }
    return family.replace('_', ' ');
  }

  private int weight() {
    String word = value("font_weight", "normal");
    Integer weight = WEIGHTS.get(word.toLowerCase(Locale.ROOT));
    return weight == null ? integer("font_weight", 400, 1, 1_000) : weight;
  }

  private Lettering.Line line() {
    return switch (word("text_decoration", "none", "underline", "strikethrough")) {
      case 1 -> Lettering.Line.UNDER;
      case 2 -> Lettering.Line.THROUGH;
      default -> Lettering.Line.NONE;
    };
  }

  private Lettering.Side side() {
    return switch (word("text_align", "left", "start", "center", "right", "end", "justify")) {
      case 2 -> Lettering.Side.CENTER;
      case 3, 4 -> Lettering.Side.RIGHT;
      case 5 -> Lettering.Side.JUSTIFIED;
      default -> Lettering.Side.LEFT;
    };
  }

  private Paint color(String name, String usual) {
    String text = value(name, usual);
    Color color =
        Color.of(text.startsWith("#") ? "rgb:" + text.substring(1) : text)
            .orElseThrow(() -> invalid(name, text));
    return new Paint(color.red(), color.green(), color.blue(), color.alpha());
  }

  /** The place of the value among those possible; the first is the usual one. */
  private int word(String name, String... possible) {
    String value = value(name, possible[0]).toLowerCase(Locale.ROOT);
    int place = List.of(possible).indexOf(value);
    if (place < 0) {
      throw invalid(name, value);
    }
    return place;
  }

  private int integer(String name, int usual, int lowest, int highest) {
    String text = value(name, String.valueOf(usual));
    if (!text.matches("-?\\d{1,6}")) {
      throw invalid(name, text);
    }
    int number = Integer.parseInt(text);
    if (number < lowest || number > highest) {
      throw invalid(name, text);
    }
    return number;
  }

  private String value(String name, String usual) {
    String value = style.getOrDefault(name, "");
    return value.isBlank() ? usual : value.strip();
  }

  private static Refusal invalid(String name, String value) {
    return new Refusal(ErrorCode.INVALID_PARAMETER, name, shown(value));
  }

  private static String shown(String value) {
    return value.length() > 80 ? value.substring(0, 80) : value;
  }
}
