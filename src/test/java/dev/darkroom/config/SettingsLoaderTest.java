package dev.darkroom.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.blob.BlobAddress;
import dev.darkroom.config.SettingsLoader.Loaded;
import dev.darkroom.protocol.FolderMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsLoaderTest {
  @TempDir Path folder;

  @Test
  void everythingHasADefault() {
    Settings settings = load(Map.of());
    assertEquals("127.0.0.1", settings.http().host());
    assertEquals("http://localhost:8081/{cloud}", settings.http().url(8081));
    assertEquals("http://localhost:8081/{cloud}", settings.http().secureUrl(8081));
    assertEquals(new BlobAddress.Folder(Path.of("./data/blobs")), settings.storage().blobs());
    assertTrue(settings.storage().database().isEmpty());
    assertEquals(FolderMode.DYNAMIC, settings.first().folderMode());
    assertEquals(100L * 1024 * 1024, settings.uploadBytes());
    assertEquals(
        List.of(Duration.ofMinutes(3), Duration.ofMinutes(6), Duration.ofMinutes(9)),
        settings.webhook().retries());
    assertEquals(Duration.ofSeconds(20), settings.webhook().timeout());
    assertEquals(10, settings.webhook().triggers());
    assertTrue(settings.cluster().members().isEmpty());
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws IOException {
    Path file = file("http:\n  port: 9000\n  host: ::1\nwebhook:\n  retries: [1s, 2s]\n");
    Loaded loaded = SettingsLoader.load(file, Map.of("DARKROOM_HTTP_PORT", "9001"));
    assertEquals(9001, loaded.settings().http().port());
    assertEquals("::1", loaded.settings().http().host());
    assertEquals(
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)),
        loaded.settings().webhook().retries());
    assertTrue(loaded.summary().contains("http.port=9001 (DARKROOM_HTTP_PORT)"), loaded.summary());
  }

  @Test
  void loopbackIsAllowedOnlyWhileTheServerListensOnLoopback() {
    assertEquals(2, load(Map.of()).webhook().allow().size());
    Settings open = load(Map.of("DARKROOM_HTTP_HOST", "0.0.0.0"));
    assertEquals(List.of(), open.webhook().allow());
    assertEquals(List.of(), open.fetch().allow());
    assertFalse(open.fetch().open());
    assertTrue(load(Map.of()).fetch().open());
    assertEquals(List.of(), load(Map.of("DARKROOM_FETCH_ALLOW", "none")).fetch().allow());
    Settings chosen =
        load(
            Map.of(
                "DARKROOM_HTTP_HOST", "0.0.0.0", "DARKROOM_WEBHOOK_ALLOW", "10.0.0.0/8, fd00::/8"));
    assertEquals(2, chosen.webhook().allow().size());
  }

  @Test
  void secretsComeFromFilesAndAreNeverShown() throws IOException {
    Path secret = Files.writeString(folder.resolve("url"), "cloudinary://12:hush@acme\n");
    Loaded loaded =
        SettingsLoader.load(
            folder.resolve("none"),
            Map.of(
                "CLOUDINARY_URL_FILE",
                secret.toString(),
                "DARKROOM_DATABASE_URL",
                "postgresql://me:quiet@db.example:5433/media"));
    assertEquals("hush", loaded.settings().first().credentials().orElseThrow().secret());
    assertEquals("quiet", loaded.settings().storage().database().orElseThrow().password());
    String shown = loaded.summary() + loaded.settings();
    assertFalse(shown.contains("hush") || shown.contains("quiet"), shown);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearestOne() throws IOException {
    Loaded loaded =
        SettingsLoader.load(file("http:\n  prot: 1\n"), Map.of("DARKROOM_HTTPPORT", "1"));
    assertEquals(2, loaded.warnings().size());
    assertTrue(loaded.warnings().getFirst().endsWith("did you mean http.port?"));
    assertEquals(
        "Unknown setting DARKROOM_HTTPPORT is ignored; did you mean DARKROOM_HTTP_PORT?",
        loaded.warnings().getLast());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DARKROOM_HTTP_PORT|70000",
        "DARKROOM_HTTP_PORT|eighty",
        "DARKROOM_HTTP_HOST|no.such.host.invalid",
        "DARKROOM_HTTP_TEXT_LIMIT|3GB",
        "DARKROOM_WEBHOOK_RETRIES|3 minutes",
        "DARKROOM_WEBHOOK_RETRIES|0s",
        "DARKROOM_WEBHOOK_TIMEOUT|-1s",
        "DARKROOM_WEBHOOK_ALLOW|10.0.0.0/99",
        "DARKROOM_FETCH_ALLOW|localhost",
        "DARKROOM_UPLOAD_LIMIT|0",
        "DARKROOM_UPLOAD_LIMIT|lots",
        "DARKROOM_FOLDER_MODE|both",
        "DARKROOM_DATABASE_URL|mysql://x:hush@y/z",
        "DARKROOM_BLOBS|s3://bucket",
        "DARKROOM_BLOBS|ftp://bucket",
        "DARKROOM_BLOBS_LOCAL|1MB",
        "DARKROOM_PUBLIC_URL|ftp://x/{cloud}",
        "DARKROOM_CLUSTER_MEMBERS|a b",
        "DARKROOM_CLUSTER_TRUSTED_NETWORK|yes",
        "DARKROOM_CLUSTER_SECRET|hush",
        "DARKROOM_BUS_TLS_CA|/no/such/file",
        "DARKROOM_BUS_TLS_CERT|/etc/hosts",
        "DARKROOM_BUS_SLOW|1s",
        "CLOUDINARY_URL|http://key:hush@cloud",
        "CLOUDINARY_URL_FILE|/no/such/file",
      })
  void aBadValueIsToldInOneSentenceThatNamesIt(String name, String value) {
    InvalidSetting refused =
        assertThrows(InvalidSetting.class, () -> load(Map.of(name, value)), value);
    String text = String.valueOf(refused.getMessage());
    assertTrue(text.startsWith(name) && text.endsWith(".") && !text.endsWith(".."), text);
    assertFalse(text.contains("\n") || text.contains("hush"), text);
  }

  @Test
  void aSecretGivenTwiceIsRefused() {
    assertThrows(
        InvalidSetting.class,
        () ->
            load(
                Map.of(
                    "CLOUDINARY_URL", "cloudinary://1:2@c", "CLOUDINARY_URL_FILE", "/etc/hosts")));
  }

  @Test
  void aFileThatIsNoYamlIsToldWithItsLine() throws IOException {
    Path file = file("http:\n  port: 1\n  port: 2\n");
    InvalidSetting refused =
        assertThrows(InvalidSetting.class, () -> SettingsLoader.load(file, Map.of()));
    assertTrue(String.valueOf(refused.getMessage()).contains("line 3"), refused.getMessage());
  }

  private Settings load(Map<String, String> environment) {
    return SettingsLoader.load(folder.resolve("none"), environment).settings();
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("darkroom.yaml"), yaml);
  }
}
