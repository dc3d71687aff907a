package dev.darkroom.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The documents of the settings; copy them from target/settings when they change. */
final class SettingsReferenceTest {
  private static final Path SHIPPED = Path.of("conf", "darkroom.yaml");
  private static final Path README = Path.of("README.md");

  @BeforeAll
  static void write() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "settings"));
    Files.writeString(folder.resolve("darkroom.yaml"), SettingsReference.file());
    Files.writeString(folder.resolve("table.md"), SettingsReference.table());
  }

  @Test
  void theShippedFileShowsEverySetting() throws IOException {
    assertEquals(SettingsReference.file(), Files.readString(SHIPPED));
  }

  @Test
  void theShippedFileChangesNothing() {
    assertEquals(Map.of(), SettingsFile.read(SHIPPED));
  }

  @Test
  void theReadmeHoldsTheTable() throws IOException {
    String readme = Files.exists(README) ? Files.readString(README) : SettingsReference.table();
    assertTrue(readme.contains(SettingsReference.table()), "copy target/settings/table.md");
  }

  @Test
  void namesAreUniqueAndDefaultsAreValid() {
    Set<String> names = new HashSet<>();
    Stream.of(Setting.values())
        .flatMap(setting -> Stream.concat(setting.variables(), Stream.of(setting.key())))
        .forEach(name -> assertTrue(names.add(name), name));
    assertFalse(SettingsLoader.load(SHIPPED, Map.of()).settings().webhook().retries().isEmpty());
  }
}
