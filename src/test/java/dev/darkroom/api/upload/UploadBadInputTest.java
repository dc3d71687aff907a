package dev.darkroom.api.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.SharedServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What uploads refuse, each parameter by name: nothing is stored. */
final class UploadBadInputTest {
  private static final byte[] PHOTO = Pictures.photo(16, 12, 3);
  private static final String TARGET = "upload-bad/nothing";

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      quoteCharacter = '~',
      textBlock =
          """
          access_control # nonsense # Invalid value for parameter access_control: a JSON array of rules is expected
          access_control # [1] # Invalid value for parameter access_control: a rule is a JSON object
          access_control # [{"access_type":"everybody"}] # Invalid value for parameter access_control: access_type is anonymous or token
          access_control # [{"access_type":"anonymous","start":"soon"}] # Invalid value for parameter access_control: start is no date and time
          access_control # [{"access_type":"anonymous","start":"2020-01-02","end":"2020-01-01"}] # Invalid value for parameter access_control: start is after end
          access_mode # secret # Invalid value for parameter access_mode: secret
          allowed_formats # png # Image file format jpg not allowed
          asset_folder # a/../b # Invalid value for parameter asset_folder: a/../b
          asset_folder # a<b # Invalid value for parameter asset_folder: a<b
          auto_tagging # 2 # Invalid value for parameter auto_tagging: 2
          auto_tagging # 0.6 # You don't have an active subscription for auto_tagging
          auto_transcription # true # You don't have an active subscription for auto_transcription
          auto_chaptering # 1 # You don't have an active subscription for auto_chaptering
          background_removal # illegal # Background removal is invalid
          background_removal # cloudinary_ai # You don't have an active subscription for cloudinary_ai
          backup # perhaps # Invalid value for parameter backup: perhaps
          callback # javascript:alert(1) # Invalid value for parameter callback: javascript:alert(1)
          categorization # illegal # Illegal value for categorization: illegal
          categorization # google_tagging # You don't have an active subscription for google_tagging
          colors # maybe # Invalid value for parameter colors: maybe
          custom_coordinates # 1,2,3 # Invalid value for parameter custom_coordinates: 1,2,3
          detection # illegal # Detection invalid model 'illegal'
          detection # adv_face # You don't have an active subscription for adv_face
          display_name # a/b # Invalid value for parameter display_name: a/b
          eager # w_abc # Invalid width in transformation: abc
          eval # a = # Invalid eval script - unexpected end
          face_coordinates # 1,2,3,x # Invalid value for parameter face_coordinates: 1,2,3,x
          face_coordinates # -1,2,3,4 # Invalid value for parameter face_coordinates: -1,2,3,4
          folder # ../etc # Invalid value for parameter folder: ../etc
          format # exe # Invalid value for parameter format: exe
          headers # X-Frame-Options: DENY # Invalid value for parameter headers: X-Frame-Options: DENY
          headers # nonsense # Invalid value for parameter headers: nonsense
          metadata # no_such_field_here=1 # Metadata External IDs do not exist: ["no_such_field_here"]
          moderation # illegal # Moderation illegal moderation is not valid
          moderation # manual|duplicate:0.8 # Moderation manual|duplicate:0.8 moderation is not valid
          moderation # duplicate:2 # Moderation duplicate:2 moderation is not valid
          moderation # webpurify # You don't have an active subscription for webpurify
          notification_url # ftp://x/ # Invalid notification URL: ftp://x/
          ocr # illegal # Illegal value for ocr: illegal
          ocr # adv_ocr # You don't have an active subscription for adv_ocr
          on_success # current_asset.destroy() # Invalid on_success script - destroy is not a function
          on_success # current_asset.update({bytes: 1}) # Invalid on_success script - current_asset.update cannot set bytes
          eval # upload_options.file = 'x' # Invalid eval script - upload_options.file cannot be set
          proxy # http://x # Parameter proxy is not supported yet
          public_id # http://x/y # Invalid value for parameter public_id: http://x/y
          public_id # a/../b # Invalid value for parameter public_id: a/../b
          public_id_prefix # .. # Invalid value for parameter public_id_prefix: ..
          raw_convert # illegal # Raw convert is invalid
          raw_convert # aspose # You don't have an active subscription for aspose
          regions # [] # Invalid value for parameter regions: []
          regions # {"a":[[1,2]]} # Invalid value for parameter regions: a
          responsive_breakpoints # 1 # Invalid value for parameter responsive_breakpoints: a JSON array is expected
          responsive_breakpoints # {"max_images":"many"} # Invalid value for parameter responsive_breakpoints: max_images many
          responsive_breakpoints # {"min_width":500,"max_width":100} # Invalid value for parameter responsive_breakpoints: min_width is larger than max_width
          responsive_breakpoints # {"transformation":"w_abc"} # Invalid width in transformation: abc
          similarity_search # illegal # Illegal value for similarity_search: illegal
          transformation # w_abc # Invalid width in transformation: abc
          type # fetch # Invalid value for parameter type: fetch
          upload_preset # no-such-preset # Upload preset not found
          """)
  void whatIsRefused(String name, String value, String message) {
    Api.Reply reply = SharedServer.api().upload("image", "a.jpg", PHOTO, withTarget(name, value));
    if (!message.equals("-")) {
      assertEquals(message, reply.error());
      assertEquals(400, reply.status());
      assertNothingStored();
    }
  }

  private static Map<String, String> withTarget(String name, String value) {
    return name.equals("public_id")
        ? Map.of(name, value)
        : Map.of("public_id", TARGET, name, value);
  }

  private static void assertNothingStored() {
    assertEquals(404, SharedServer.api().get("resources/image/upload/" + TARGET).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_control",
        "asset_folder",
        "batch_id",
        "callback",
        "context",
        "custom_coordinates",
        "display_name",
        "eager",
        "eval",
        "face_coordinates",
        "format",
        "headers",
        "moderation",
        "on_success",
        "public_id",
        "regions",
        "responsive_breakpoints",
        "tags",
        "transformation",
        "upload_preset"
      })
  void whatIsTooLongIsRefused(String name) {
    Api.Reply reply =
        SharedServer.api().upload("image", "a.jpg", PHOTO, withTarget(name, "9".repeat(60_000)));
    assertTrue(reply.status() >= 400 && reply.status() < 500, reply.body().encode());
    assertTrue(reply.error().length() < 500, reply.error());
    assertNothingStored();
  }

  @Test
  void explicitRefusesToo() {
    Api.Reply explicit = SharedServer.api().post("image/explicit", "type", "upload");
    assertEquals("Missing required parameter - public_id", explicit.error());
    Api.Reply type =
        SharedServer.api().post("image/explicit", "public_id", "x", "type", "nonsense");
    assertEquals("Invalid value for parameter type: nonsense", type.error());
    Api.Reply kind = SharedServer.api().post("film/explicit", "public_id", "x");
    assertEquals("Unsupported resource type - film", kind.error());
  }
}
