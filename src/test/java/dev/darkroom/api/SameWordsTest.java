package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.SharedServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upload, explicit and update understand the same values and refuse the same in the same words. */
final class SameWordsTest {
  private static final byte[] PHOTO = Pictures.photo(16, 12, 5);
  private static final String TARGET = "same-words/target";
  private static final String UPDATE = "resources/image/upload/" + TARGET;
  private static final Api API = SharedServer.api();

  @BeforeAll
  static void target() {
    API.upload("image", "a.jpg", PHOTO, Map.of("public_id", TARGET)).ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      quoteCharacter = '~',
      textBlock =
          """
          [{"access_type":"token"},{"access_type":"anonymous","start":"2018-02-22 16:20:57 +0200","end":"2018-03-22 00:00 +0200"}] # [{"access_type":"token"},{"access_type":"anonymous","start":"2018-02-22T14:20:57Z","end":"2018-03-21T22:00:00Z"}]
          {"access_type":"anonymous","start":"2019-01-01"} # [{"access_type":"anonymous","start":"2019-01-01T00:00:00Z"}]
          [{"access_type":"anonymous","end":"2019-01-01T10:00:00.123+01:00"}] # [{"access_type":"anonymous","end":"2019-01-01T09:00:00Z"}]
          [{"access_type":"token","key":"00112233FF99","other":1}] # [{"access_type":"token","key":"00112233FF99"}]
          """)
  void accessRules(String sent, String understood) {
    JsonArray expected = new JsonArray(understood);
    assertEquals(expected, uploaded("access_control", sent).getJsonArray("access_control"));
    assertEquals(expected, explicit("access_control", sent).getJsonArray("access_control"));
    API.post(UPDATE, "access_control", "").ok();
    assertEquals(expected, updated("access_control", sent).getJsonArray("access_control"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,2,3,4|10, 20,30,40", "[[1,2,3,4],[10,20,30,40]]", "1,2,3,4|9.5,20,30,40.4"})
  void rectangles(String sent) {
    JsonArray expected = new JsonArray("[[1,2,3,4],[10,20,30,40]]");
    assertEquals(expected, faces(uploaded("face_coordinates", sent)));
    assertEquals(expected, faces(explicit("face_coordinates", sent)));
    assertEquals(expected, faces(updated("face_coordinates", sent)));
  }

  private static JsonArray faces(JsonObject asset) {
    JsonObject details =
        API.get("resources/" + asset.getString("asset_id") + "?coordinates=1").ok();
    return details.getJsonObject("coordinates").getJsonArray("faces");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      quoteCharacter = '~',
      textBlock =
          """
          access_control # nonsense # Invalid value for parameter access_control: a JSON array of rules is expected
          access_control # [1] # Invalid value for parameter access_control: a rule is a JSON object
          access_control # [{"access_type":"everybody"}] # Invalid value for parameter access_control: access_type is anonymous or token
          access_control # [{"access_type":"anonymous","end":"2018-13-01 00:00"}] # Invalid value for parameter access_control: end is no date and time
          access_control # [{"access_type":"anonymous","start":"2020-01-02","end":"2020-01-01"}] # Invalid value for parameter access_control: start is after end
          access_control # [{"access_type":"token","key":"secret"}] # Invalid value for parameter access_control: key is not hexadecimal
          face_coordinates # 1,2,3 # Invalid value for parameter face_coordinates: 1,2,3
          custom_coordinates # 1,2,3,-4 # Invalid value for parameter custom_coordinates: 1,2,3,-4
          custom_coordinates # 1,2,3,9999999 # Invalid value for parameter custom_coordinates: 1,2,3,9999999
          custom_coordinates # [[1,2,3,"NaN"]] # Invalid value for parameter custom_coordinates: 1,2,3,NaN
          regions # [] # Invalid value for parameter regions: []
          regions # {"a":[[1,2]]} # Invalid value for parameter regions: a
          regions # {"a":[[1,2],[3]]} # Invalid value for parameter regions: 3
          context # nothing # Invalid value for parameter context: nothing
          metadata # =1 # Invalid value for parameter metadata: =1
          quality_override # auto:best # Parameter quality_override is not supported yet
          clear_invalid # perhaps # Invalid value for parameter clear_invalid: perhaps
          """)
  void refusals(String name, String sent, String message) {
    refusedAlike(name, sent, message);
  }

  @Test
  void bounds() {
    String tag = "Invalid value for parameter tags: " + "t".repeat(200) + "…";
    refusedAlike("tags", "t".repeat(256), tag);
    String many =
        IntStream.range(0, 1001).mapToObj(String::valueOf).collect(Collectors.joining(","));
    refusedAlike("tags", many, "Too many values for parameter tags: at most 1000");
    String context = "Invalid value for parameter context: ";
    refusedAlike("context", "k=" + "v".repeat(20_000), context + "longer than 20000 characters");
    refusedAlike("context", "k".repeat(256) + "=v", context + "k".repeat(200) + "…");
    String rectangles = "1,2,3,4|".repeat(500) + "1,2,3,4";
    refusedAlike(
        "face_coordinates",
        rectangles,
        "Too many values for parameter face_coordinates: at most 500");
  }

  private static void refusedAlike(String name, String sent, String message) {
    Map<String, String> fields = Map.of("public_id", "same-words/refused", name, sent);
    refused(message, API.upload("image", "a.jpg", PHOTO, fields));
    refused(message, API.post("image/explicit", "public_id", TARGET, "type", "upload", name, sent));
    refused(message, API.post(UPDATE, name, sent));
  }

  private static void refused(String message, Api.Reply reply) {
    assertEquals(message, reply.error());
    assertEquals(400, reply.status());
  }

  private static JsonObject uploaded(String name, String value) {
    JsonObject asset =
        API.upload("image", "a.jpg", PHOTO, Map.of("public_id", TARGET, name, value)).ok();
    assertTrue(asset.containsKey("asset_id"));
    return asset;
  }

  private static JsonObject explicit(String name, String value) {
    return API.post("image/explicit", "public_id", TARGET, "type", "upload", name, value).ok();
  }

  private static JsonObject updated(String name, String value) {
    return API.post(UPDATE, name, value).ok();
  }
}
