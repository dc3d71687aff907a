package dev.darkroom.transform.language;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour of the sRGB space, each part 0 to 255.
 *
 * @param alpha 255 is opaque
 */
public record Color(int red, int green, int blue, int alpha) {
  /** What lies behind a transparent picture when nobody says otherwise. */
  public static final Color WHITE = new Color(255, 255, 255, 255);

  /** Nothing at all. */
  public static final Color TRANSPARENT = new Color(0, 0, 0, 0);

  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]+");
  private static final String PREFIX = "rgb:";

  /** Reads a CSS colour name or {@code rgb:} with 3, 4, 6 or 8 hexadecimal digits. */
  public static Optional<Color> of(String text) {
    if (text.equals("transparent")) {
      return Optional.of(TRANSPARENT);
    }
    return text.startsWith(PREFIX)
        ? ofDigits(text.substring(PREFIX.length()))
        : ColorNames.find(text).flatMap(Color::ofDigits);
  }

  /** Whether nothing shines through. */
  public boolean opaque() {
    return alpha == 255;
  }

  /** The text that {@link #of} reads. */
  public String text() {
    String digits = "%02x%02x%02x".formatted(red, green, blue);
    return PREFIX + (opaque() ? digits : digits + "%02x".formatted(alpha));
  }

  private static Optional<Color> ofDigits(String digits) {
    if (!HEXADECIMAL.matcher(digits).matches()) {
      return Optional.empty();
    }
    return switch (digits.length()) {
      case 3, 4 -> ofDigits(digits.replaceAll("(.)", "$1$1"));
      case 6 -> ofDigits(digits + "ff");
      case 8 -> {
        int all = HexFormat.fromHexDigits(digits);
        yield Optional.of(new Color(all >>> 24, all >> 16 & 255, all >> 8 & 255, all & 255));
      }
      default -> Optional.empty();
    };
  }
}
