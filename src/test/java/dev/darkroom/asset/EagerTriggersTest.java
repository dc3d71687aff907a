package dev.darkroom.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of reference/notifications.md 3.3 where there are triggers of every kind: of one type,
 * of {@code all}, of both with one URL, and additive ones, which a call's own URL does not replace.
 */
final class EagerTriggersTest {
  private static final String N = "http://call.test/n";
  private static final String EN = "http://call.test/en";
  private static final String ALL = "http://all.test/";
  private static final String ADDITIVE = "http://additive.test/";
  private static final String ADDITIVE_EAGER = "http://additive.test/eager";

  @TempDir static Path folder;
  private static AssetRig rig;

  @BeforeAll
  static void start() throws IOException {
    rig = new AssetRig(folder);
    rig.trigger(EventType.ALL, ALL);
    rig.trigger(EventType.UPLOAD, ALL);
    rig.trigger(EventType.ALL, ADDITIVE, true);
    rig.trigger(EventType.UPLOAD, ADDITIVE);
    rig.trigger(EventType.EAGER, ADDITIVE_EAGER, true);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @AfterEach
  void nothingElseIsTold() {
    assertTrue(rig.events.isEmpty(), () -> "unexpected: " + rig.events);
  }

  /** E: eager, A: eager_async; N, EN: URLs of the call; P: async. G: global, +: additive. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'',     upload + all G,",
    "N,      upload + N,",
    "E,      upload + all G,",
    "E N,    upload + N,",
    "E EN,   upload + EN,",
    "E N EN, upload + N,",
    "E A,      upload + all G, eager + +E all G",
    "E A N,    upload + N,     eager + +E all N G",
    "E A EN,   upload + all G, eager + +E EN",
    "E A N EN, upload + N,     eager + +E EN",
    "P,        upload + all G,",
    "P N,      upload + N,",
    "P E N,    upload + N,",
    "P E A,    upload + all G, eager + +E all G",
    "P E A N EN, upload + N,   eager + +E EN",
    "X P,      error + all G,",
    "X P N,    error + N,"
  })
  void eachGetsItOnce(String given, String first, String second) {
    List<String> words = List.of(given.split(" "));
    JsonObject answer = send(words, "matrix-" + given.replace(' ', '-'));
    List<String> told = new ArrayList<>();
    List<String> expected = new ArrayList<>(List.of(urls(first)));
    if (second != null) {
      expected.add(urls(second));
    }
    for (String each : expected) {
      EventCommitted event = rig.nextEvent();
      told.add(AssetRig.told(event));
      if (each.startsWith("eager") || words.contains("P")) {
        assertEquals(
            answer.getString("batch_id"), new JsonObject(event.body()).getString("batch_id"));
      }
    }
    assertEquals(expected, told);
  }

  private static JsonObject send(List<String> words, String name) {
    AssetRig.Upload upload = rig.upload(name);
    for (String word : words) {
      switch (word) {
        case "N" -> upload.notify(N);
        case "EN" -> upload.notifyEager(EN);
        case "E" -> upload.eager("c_scale,w_100");
        case "A" -> upload.eagerAsync();
        case "P" -> upload.async();
        case "X" -> upload.of(ResourceType.IMAGE, "no picture");
        default -> assertEquals("", word);
      }
    }
    return upload.send();
  }

  /** The line as {@link AssetRig#told} writes it. */
  private static String urls(String line) {
    String type = line.split(" ", -1)[0];
    List<String> urls = new ArrayList<>();
    for (String word : line.substring(type.length()).strip().split(" ", -1)) {
      urls.add(
          switch (word) {
            case "+" -> ADDITIVE;
            case "+E" -> ADDITIVE_EAGER;
            case "all" -> ALL;
            case "N" -> N;
            case "EN" -> EN;
            default -> "http://global.test/" + type;
          });
    }
    urls.sort(null);
    return type + " " + String.join(" ", urls);
  }
}
