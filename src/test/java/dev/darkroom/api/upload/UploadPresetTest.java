package dev.darkroom.api.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FoundPreset;
import dev.darkroom.protocol.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class UploadPresetTest {
  private static final Map<String, String> PRESET =
      Map.of(
          "tags", "preset",
          "context", "a=1|b=2",
          "metadata", "{\"size\":\"m\"}",
          "public_id", "preset",
          "eager", "w_10",
          "overwrite", "true");

  @Test
  void signedUploadsWin() {
    Parameters both =
        UploadPreset.apply(sent("tags", "own", "format", "png"), preset(true, false), true);
    assertEquals("own", both.required("tags"));
    assertEquals("png", both.required("format"));
    assertEquals("w_10", both.required("eager"));
    assertEquals(Map.of("a", "1", "b", "2"), both.map("context"));
  }

  @Test
  void unsignedUploadsLoseAndAreMerged() {
    Parameters both =
        UploadPreset.apply(
            sent("tags", "own", "public_id", "mine", "context", "b=3|c=4", "unheard_of", "1"),
            preset(true, false),
            false);
    assertEquals("preset", both.required("tags"));
    assertEquals("mine", both.required("public_id"));
    assertEquals(Map.of("a", "1", "b", "2", "c", "4"), both.map("context"));
    assertEquals(Map.of("size", "m"), both.map("metadata"));
    assertEquals("true", both.required("overwrite"));
  }

  @Test
  void publicIdsMayBeDisallowed() {
    Parameters both = UploadPreset.apply(sent("public_id", "mine"), preset(true, true), false);
    assertEquals("preset", both.required("public_id"));
  }

  @Test
  void unsignedUploadsMaySayOnlyAFewThings() {
    Refusal refusal =
        refused(() -> UploadPreset.apply(sent("eager_async", "1"), preset(true, false), false));
    assertEquals(ErrorCode.UNSIGNED_PARAMETER, refusal.code());
    assertEquals(
        "Eager async parameter is not allowed when using unsigned upload. Only upload_preset,"
            + "callback,public_id,public_id_prefix,folder,asset_folder,display_name,tags,context,"
            + "metadata,face_coordinates,custom_coordinates,regions,source,filename_override"
            + " parameters are allowed.",
        refusal.getMessage());
    Parameters nothing =
        UploadPreset.apply(sent("eager_async", "false"), preset(true, false), false);
    assertEquals(false, nothing.flag("eager_async", false));
  }

  @Test
  void signedPresetsNeedASignature() {
    Refusal refusal =
        refused(() -> UploadPreset.apply(Parameters.none(), preset(false, false), false));
    assertEquals("Upload preset must be whitelisted for unsigned uploads", refusal.getMessage());
  }

  private static Refusal refused(Executable work) {
    return assertThrows(Refusal.class, work);
  }

  private static FoundPreset preset(boolean unsigned, boolean disallowPublicId) {
    return new FoundPreset("p", unsigned, disallowPublicId, PRESET);
  }

  private static Parameters sent(String... pairs) {
    Parameters sent = Parameters.none();
    for (int at = 0; at < pairs.length; at += 2) {
      sent = sent.with(Map.of(pairs[at], pairs[at + 1]));
    }
    return sent;
  }
}
