package dev.darkroom.config;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings as documents: the README's table and the shipped {@code conf/darkroom.yaml}. */
public final class SettingsReference {
  private SettingsReference() {}

  /** The README's table, in Markdown. */
  public static String table() {
    return Stream.of(Setting.values())
        .map(SettingsReference::row)
        .collect(
            Collectors.joining(
                "\n",
                "| Environment | conf/darkroom.yaml | Default | Meaning |\n|---|---|---|---|\n",
                "\n"));
  }

  /** The file with every setting in a comment, showing its default. */
  public static String file() {
    StringBuilder text =
        new StringBuilder(
            """
            # Darkroom's settings. Each line in a comment shows a default; take the # away to change it.
            # The environment wins over this file. Sizes count 1 MB as 1024 x 1024 bytes.
            """);
    String section = "";
    for (Setting setting : Setting.values()) {
      String[] path = setting.key().split("\\.", 2);
      if (path.length == 2 && !path[0].equals(section)) {
        text.append('\n').append(path[0]).append(":\n");
      }
      section = path.length == 2 ? path[0] : "";
      String indent = path.length == 2 ? "  " : "";
      text.append(path.length == 2 ? "" : "\n")
          .append(entry(setting, indent, path[path.length - 1]));
    }
    return text.toString();
  }

  /** A default that is words, not a value, stands beside the meaning. */
  private static String entry(Setting setting, String indent, String name) {
    boolean words = setting.standard().matches(".*[ <].*");
    return """
    %1$s# %2$s%3$s (%4$s)
    %1$s# %5$s:%6$s
    """
        .formatted(
            indent,
            plain(setting.meaning()),
            words ? "; default: " + plain(setting.standard()) : "",
            setting.variable(),
            name,
            words ? "" : " " + setting.standard());
  }

  private static String row(Setting setting) {
    String variables =
        setting.variables().map(SettingsReference::code).collect(Collectors.joining(" "));
    String standard =
        setting.standard().contains(" ") ? setting.standard() : code(setting.standard());
    return "| %s | %s | %s | %s |"
        .formatted(variables, code(setting.key()), standard, setting.meaning());
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String plain(String markdown) {
    return markdown.replace("`", "");
  }
}
