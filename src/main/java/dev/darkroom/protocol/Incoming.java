package dev.darkroom.protocol;

import java.util.List;

/**
 * What happens to content before it is stored.
 *
 * @param transformation empty for none
 * @param format what it is converted to; empty for as it is
 * @param allowedFormats lower case; empty for all
 */
public record Incoming(String transformation, String format, List<String> allowedFormats) {
  /** Content is stored as it is, whatever it is. */
  public static Incoming asItIs() {
    return new Incoming("", "", List.of());
  }

  /** Whether the content is stored as it is. */
  public boolean keepsContent() {
    return transformation.isEmpty() && format.isEmpty();
  }
}
