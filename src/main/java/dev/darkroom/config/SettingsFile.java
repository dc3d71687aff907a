package dev.darkroom.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the settings file into {@code section.name} keys; lists become text with commas. */
final class SettingsFile {
  private SettingsFile() {}

  /** The keys and values; none when the file is not there. */
  static Map<String, String> read(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, String> values = new TreeMap<>();
    flatten("", parse(file), values);
    return values;
  }

  private static @Nullable Object parse(Path file) {
    try {
      LoadSettings strict = LoadSettings.builder().setLabel(file.toString()).build();
      return new Load(strict).loadFromString(Files.readString(file));
    } catch (MarkedYamlEngineException wrong) {
      String line = wrong.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
      throw new InvalidSetting(file + line + ": " + wrong.getProblem() + ".");
    } catch (IOException | YamlEngineException unreadable) {
      throw new InvalidSetting(file + " cannot be read: " + unreadable.getMessage() + ".");
    }
  }

  private static void flatten(String path, @Nullable Object node, Map<String, String> into) {
    switch (node) {
      case null -> {}
      case Map<?, ?> section ->
          section.forEach(
              (key, value) -> flatten(path.isEmpty() ? "" + key : path + "." + key, value, into));
      case List<?> list ->
          into.put(path, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
      default -> into.put(path, node.toString().strip());
    }
  }
}
