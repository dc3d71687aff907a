package dev.darkroom.api.serve;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The flag {@code fl_attachment[:name]} of a delivery URL, which is about the answer and not about
 * pixels (reference/delivery-and-transformations.md 6). It is pure.
 *
 * @param others the transformation without it
 * @param name what the file is to be called, without its extension; empty for its own name, null
 *     where the flag is not
 */
record Attachment(String others, @Nullable String name) {
  private static final String FLAGS = "fl_";
  private static final String FLAG = "attachment";

  /** Whether a component asks for nothing else. */
  static boolean isOne(String component) {
    Attachment found = of(List.of(component));
    return found.name != null && found.others.isEmpty();
  }

  /** What percent-decoded components ask for. */
  static Attachment of(List<String> components) {
    StringJoiner others = new StringJoiner("/");
    others.setEmptyValue("");
    String name = null;
    for (String component : components) {
      StringJoiner settings = new StringJoiner(",");
      for (String setting : component.split(",", -1)) {
        String found = setting.startsWith(FLAGS) ? found(setting) : null;
        name = found == null ? name : found;
        String left = found == null ? setting : without(setting);
        if (!left.isEmpty()) {
          settings.add(left);
        }
      }
      if (settings.length() > 0) {
        others.add(settings.toString());
      }
    }
    return new Attachment(others.toString(), name);
  }

  private static @Nullable String found(String setting) {
    for (String flag : flags(setting)) {
      if (isAttachment(flag)) {
        return flag.substring(Math.min(flag.length(), FLAG.length() + 1));
      }
    }
    return null;
  }

  private static String without(String setting) {
    StringJoiner flags = new StringJoiner(".", FLAGS, "");
    flags.setEmptyValue("");
    for (String flag : flags(setting)) {
      if (!isAttachment(flag)) {
        flags.add(flag);
      }
    }
    return flags.toString();
  }

  private static boolean isAttachment(String flag) {
    return flag.equals(FLAG) || flag.startsWith(FLAG + ":");
  }

  private static List<String> flags(String setting) {
    return List.of(setting.substring(FLAGS.length()).split("\\."));
  }
}
