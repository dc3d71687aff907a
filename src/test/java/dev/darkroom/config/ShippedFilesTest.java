package dev.darkroom.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.blob.S3Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples in {@code conf/} name settings that exist, with values that are taken. */
final class ShippedFilesTest {
  private static final Path CONF = Path.of("conf");
  private static final List<String> APPS = List.of("app1", "app2", "app3");
  private static final Set<String> KNOWN =
      Stream.of(Setting.values()).flatMap(Setting::variables).collect(Collectors.toSet());

  @TempDir Path folder;

  @Test
  void everyNodeOfTheComposeFileStartsWithSettingsThatExist() throws IOException {
    Map<String, Object> services = map(member(compose(), "services"));
    for (String app : APPS) {
      Map<String, Object> service = merged(member(services, app));
      Map<String, Object> environment = merged(member(service, "environment"));
      assertEquals(Set.of(), unknown(environment.keySet()), app);
      assertEquals(app, environment.get("DARKROOM_CLUSTER_HOST"));
      Settings settings = settings(environment);
      assertEquals(3, settings.cluster().members().size());
      assertTrue(settings.cluster().safety().clusterName().isPresent());
      assertTrue(settings.storage().blobs() instanceof S3Address, "blobs");
      assertTrue(settings.storage().database().isPresent());
    }
  }

  @Test
  void everySecretOfTheComposeFileIsDeclaredAndHandedOver() throws IOException {
    Map<String, Object> compose = compose();
    Set<String> declared = map(member(compose, "secrets")).keySet();
    for (Object each : map(member(compose, "services")).values()) {
      Map<String, Object> service = merged(each);
      List<?> handed = (List<?>) member(service, "secrets");
      assertTrue(declared.containsAll(handed), handed.toString());
      merged(service.getOrDefault("environment", Map.of())).values().stream()
          .map(String::valueOf)
          .filter(value -> value.startsWith("/run/secrets/"))
          .forEach(value ->
              assertTrue(handed.contains(value.substring("/run/secrets/".length())), value));
    }
  }

  private static Object member(Map<String, Object> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }

  /** The real loader, with files in place of what compose would mount. */
  private Settings settings(Map<String, Object> environment) throws IOException {
    Map<String, String> here = new HashMap<>();
    Map<String, String> secrets =
        Map.of(
            "database-url", "postgresql://darkroom:password@postgres:5432/darkroom",
            "cloudinary-url", "cloudinary://key:secret@demo");
    for (Map.Entry<String, ?> each : environment.entrySet()) {
      String value = String.valueOf(each.getValue());
      if (value.startsWith("/run/secrets/")) {
        String name = value.substring("/run/secrets/".length());
        Path file = folder.resolve(name);
        Files.writeString(file, secrets.getOrDefault(name, "0123456789abcdef"));
        value = file.toString();
      }
      here.put(each.getKey(), value);
    }
    return SettingsLoader.load(folder.resolve("none.yaml"), here).settings();
  }

  @Test
  void theUnitNamesSettingsThatExistAndCredentialsThatItLoads() throws IOException {
    String unit = Files.readString(CONF.resolve("darkroom.service"));
    Set<String> names =
        Pattern.compile("Environment=(\\w+)=")
            .matcher(unit)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertFalse(names.isEmpty());
    assertEquals(Set.of(), unknown(names));
    Set<String> loaded = found("LoadCredential=([\\w-]+):", unit);
    assertEquals(loaded, found("=%d/([\\w-]+)", unit));
    assertTrue(unit.contains("RestartPreventExitStatus=2"), "a bad setting stays bad");
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult each) -> each.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> unknown(Set<String> names) {
    return names.stream().filter(name -> !KNOWN.contains(name)).collect(Collectors.toSet());
  }

  private static Map<String, Object> compose() throws IOException {
    Load load = new Load(LoadSettings.builder().build());
    return map(load.loadFromString(Files.readString(CONF.resolve("compose.yaml"))));
  }

  /** What YAML 1.1 calls a merge key, which compose knows and the parser does not. */
  private static Map<String, Object> merged(Object node) {
    Map<String, Object> own = new HashMap<>(map(node));
    Object more = own.remove("<<");
    if (more == null) {
      return own;
    }
    Map<String, Object> all = new HashMap<>(merged(more));
    all.putAll(own);
    return all;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }
}
