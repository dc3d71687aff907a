package dev.darkroom.api.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.protocol.CreateSlideshow;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifest of a slideshow: what it means, and what is refused. */
final class SlideshowManifestTest {

  @Test
  void slidesInheritFromTheShow() {
    CreateSlideshow.Show show =
        SlideshowManifest.parse(
            """
            {"w": 641, "h": 360, "fps": 30, "du": 60, "vars": {"sdur": 2000, "tdur": 500,
             "transition_s": "circleOpen", "slides": [{"media": "i:a/b"},
             {"media": "v:c", "sdur": 4000, "transition_s": "CrossZoom", "tdur": 0}]}}
            """);
    assertEquals(
        new CreateSlideshow.Show(
            640,
            360,
            30,
            60_000,
            List.of(
                new CreateSlideshow.Slide(ResourceType.IMAGE, "a/b", 2_000, "circleopen", 500),
                new CreateSlideshow.Slide(ResourceType.VIDEO, "c", 4_000, "zoomin", 0))),
        show);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "nonsense; it is not a JSON object",
        "[]; it is not a JSON object",
        "{}; vars.slides is missing",
        "{\"vars\":{\"slides\":[]}}; vars.slides is missing",
        "{\"vars\":{\"slides\":[7]}}; a slide without media",
        "{\"vars\":{\"slides\":[{\"media\":\"x\"}]}}; media must look like i:public_id or v:public_id",
        "{\"vars\":{\"slides\":[{\"media\":\"i:\"}]}}; media must look like i:public_id or v:public_id",
        "{\"vars\":{\"slides\":[{\"media\":\"i:a\"}]}}; w must be from 16 to 1920",
        "{\"w\":1e9,\"h\":9,\"vars\":{\"slides\":[{\"media\":\"i:a\"}]}}; w must be from 16 to 1920",
        "{\"audio\":1,\"vars\":{\"slides\":[{\"media\":\"i:a\"}]}}; unsupported member audio",
        "{\"vars\":{\"slides\":[{\"media\":\"i:a\",\"sdur\":\"x\"}]}}; sdur must be from 100 to 60000",
        "{\"vars\":{\"tdur\":2000,\"slides\":[{\"media\":\"i:a\"}]}}; tdur must be at most half of sdur",
        "{\"vars\":{\"slides\":[{\"media\":\"i:a\",\"transition_s\":\"a=b\"}]}}; unsupported transition_s a=b",
      })
  void whatIsWrongIsNamed(String manifest, String what) {
    Refusal refusal = assertThrows(Refusal.class, () -> SlideshowManifest.parse(manifest));
    assertEquals("Invalid value for parameter manifest_json: " + what, refusal.getMessage());
  }
}
