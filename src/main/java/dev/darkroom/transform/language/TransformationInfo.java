package dev.darkroom.transform.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A transformation taken apart for reading: parameters by their names, as {@code info} of
 * transformations and {@code settings} of presets show them (reference/admin-api.md 9 and 10).
 * Parameters that are known but not built are shown as well.
 */
public final class TransformationInfo {
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}\\.\\d{1,9}");

  private TransformationInfo() {}

  /** One map per component; numbers are {@link Integer} or {@link Double}, the rest is text. */
  public static List<Map<String, Object>> of(String text) {
    List<Map<String, Object>> components = new ArrayList<>();
    for (List<Setting> component : Lexer.components(text)) {
      Map<String, Object> settings = new LinkedHashMap<>();
      component.forEach(
          setting -> settings.put(setting.parameter().word(), value(setting.value())));
      components.add(settings);
    }
    return components;
  }

  private static Object value(String text) {
    if (WHOLE.matcher(text).matches()) {
      return Integer.parseInt(text);
    }
    return DECIMAL.matcher(text).matches() ? (Object) Double.parseDouble(text) : text;
  }
}
