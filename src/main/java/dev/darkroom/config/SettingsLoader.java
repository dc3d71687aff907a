package dev.darkroom.config;

import dev.darkroom.config.Values.Given;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the settings: the environment wins over {@code conf/darkroom.yaml}. */
public final class SettingsLoader {
  private static final String PREFIX = "DARKROOM_";

  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
  private final List<String> warnings = new ArrayList<>();

  private SettingsLoader() {}

  /**
   * What was read.
   *
   * @param warnings sentences for the log, such as an unknown name with the nearest known one
   * @param summary one line for the log: what was given and where; secrets are hidden
   */
  public record Loaded(Settings settings, List<String> warnings, String summary) {}

  /**
   * Reads the file, if it is there, and the environment.
   *
   * @throws InvalidSetting in one sentence that names the setting
   */
  public static Loaded load(Path file, Map<String, String> environment) {
    SettingsLoader loader = new SettingsLoader();
    loader.readFile(file);
    loader.readEnvironment(new TreeMap<>(environment));
    Values values = new Values(loader.given);
    return new Loaded(SettingsReader.read(values), List.copyOf(loader.warnings), values.summary());
  }

  private void readFile(Path file) {
    Set<String> known = Stream.of(Setting.values()).map(Setting::key).collect(Collectors.toSet());
    SettingsFile.read(file)
        .forEach((key, value) ->
            Setting.ofKey(key)
                .ifPresentOrElse(
                    setting -> given.put(setting, new Given(value, file.toString())),
                    () -> warnOf(key + " in " + file, key, known)));
  }

  private void readEnvironment(Map<String, String> environment) {
    for (Setting setting : Setting.values()) {
      value(setting, environment).ifPresent(value -> given.put(setting, value));
    }
    Set<String> known =
        Stream.of(Setting.values()).flatMap(Setting::variables).collect(Collectors.toSet());
    environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .forEach(name -> warnOf(name, name, known));
  }

  private static Optional<Given> value(Setting setting, Map<String, String> environment) {
    Optional<Given> plain =
        nonBlank(environment.get(setting.variable()))
            .map(text -> new Given(text, setting.variable()));
    Optional<Given> filed =
        setting
            .fileVariable()
            .flatMap(variable ->
                nonBlank(environment.get(variable))
                    .map(path -> new Given(secret(variable, path), variable)));
    if (plain.isPresent() && filed.isPresent()) {
      throw new InvalidSetting(
          "Only one of " + plain.get().source() + " and " + filed.get().source() + " may be set.");
    }
    return plain.or(() -> filed);
  }

  private static String secret(String variable, String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException | UncheckedIOException unreadable) {
      throw new InvalidSetting(variable + " names a file that cannot be read: " + path + ".");
    }
  }

  private static Optional<String> nonBlank(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
  }

  private void warnOf(String where, String name, Set<String> known) {
    warnings.add(
        "Unknown setting " + where + " is ignored; did you mean " + Nearest.of(name, known) + "?");
  }
}
