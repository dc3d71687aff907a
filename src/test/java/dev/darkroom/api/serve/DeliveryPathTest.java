package dev.darkroom.api.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeliveryPathTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          /c/image/upload/a.jpg                        # c image upload a . jpg ''
          /c/image/upload/a                            # c image upload a . '' ''
          /c/image/upload/v1/a.jpg                     # c image upload a . jpg ''
          /c/image/upload/v1700000000/f/a.b.png        # c image upload f/a.b . png ''
          /c/image/upload/c_fill,w_100/a.jpg           # c image upload a . jpg c_fill,w_100
          /c/image/upload/c_fill,w_100/e_sepia/v1/a/b.webp # c image upload a/b . webp c_fill,w_100/e_sepia
          /c/image/upload/w_100%2Ch_5/a.jpg            # c image upload a . jpg w_100,h_5
          /c/image/upload/v1/w_100/a.jpg               # c image upload w_100/a . jpg ''
          /c/image/upload/w_100.jpg                    # c image upload w_100 . jpg ''
          /c/image/upload/a/w_100/b.jpg                # c image upload a/w_100/b . jpg ''
          /image/upload/a.jpg                          # main image upload a . jpg ''
          /image/image/upload/a.jpg                    # image image upload a . jpg ''
          //c//image/upload//a.jpg                     # c image upload a . jpg ''
          /c/image/private/w_10/a.JPG                  # c image private a . jpg w_10
          /c/image/upload/a.unknown                    # c image upload a.unknown . '' ''
          /c/image/upload/.jpg                         # c image upload .jpg . '' ''
          /c/image/upload/v1                           # c image upload v1 . '' ''
          /c/image/upload/a%20b%C3%A4.jpg              # c image upload a bä . jpg ''
          /c/image/upload/a%2Fb.jpg                    # c image upload a/b . jpg ''
          /c/raw/upload/a.txt                          # c raw upload a.txt . '' ''
          /c/raw/upload/w_100/a.jpg                    # c raw upload w_100/a.jpg . '' ''
          /c/raw/upload/v12/a.tar.gz                   # c raw upload a.tar.gz . '' ''
          /c/video/upload/a.mp4                        # c video upload a . mp4 ''
          /c/images/a/my-words.jpg                     # c image upload a . jpg ''
          /c/images/w_5/v1/f/a/my-words.webp           # c image upload f/a . webp w_5
          /c/images/a/my-words                         # c image upload a . '' ''
          /images/a/my-words.jpg                       # main image upload a . jpg ''
          /c/private_images/w_5/a/words.jpg            # c image private a . jpg w_5
          /c/authenticated_images/a/words.jpg          # c image authenticated a . jpg ''
          /c/videos/a/words.mp4                        # c video upload a . mp4 ''
          /c/files/a/words.txt                         # c raw upload a.txt . '' ''
          /c/files/a.txt/words.txt                     # c raw upload a.txt . '' ''
          /c/files/v1/a.txt/words                      # c raw upload a.txt . '' ''
          /c/iu/w_5/a.jpg                              # c image upload a . jpg w_5
          /iu/a.jpg                                    # main image upload a . jpg ''
          /c/a.jpg                                     # c image upload a . jpg ''
          /c/w_5/v1/f/a.jpg                            # c image upload f/a . jpg w_5
          /c/picture/upload/a.jpg                      # c image upload picture/upload/a . jpg ''
          /c/image/fetch/http://h/a//b.jpg             # c image fetch http://h/a//b.jpg . '' ''
          /c/image/fetch/w_5/https%3A%2F%2Fh%2Fa.jpg%3Fq=1 # c image fetch https://h/a.jpg?q=1 . '' w_5
          /c/image/upload/fl_attachment/a.jpg          # c image upload a . jpg ''
          /c/image/upload/w_5,fl_attachment:n/a.jpg    # c image upload a . jpg w_5
          /c/image/upload/fl_lossy.attachment/a.jpg    # c image upload a . jpg fl_lossy
          /c/raw/upload/fl_attachment:n/v1/a.txt       # c raw upload a.txt . '' ''
          """)
  void paths(String path, String meant) {
    DeliveryUrl url = parse(path);
    String shown =
        "%s %s %s %s . %s %s"
            .formatted(
                url.cloud(),
                url.key().resourceType().word(),
                url.key().type().word(),
                url.key().publicId(),
                url.format().isEmpty() ? "''" : url.format(),
                url.transformation().isEmpty() ? "''" : url.transformation());
    assertEquals(meant, shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          /                             # UNKNOWN_ENDPOINT
          /favicon.ico                  # UNKNOWN_ENDPOINT
          /c/image                      # UNKNOWN_ENDPOINT
          /c/image/upload               # UNKNOWN_ENDPOINT
          /c/images/a.jpg               # UNKNOWN_ENDPOINT
          /c/image/nothing/a.jpg        # INVALID_PARAMETER
          /c/image/upload/%ZZ           # INVALID_PARAMETER
          /c/image/upload/..%2Fa.jpg    # INVALID_PARAMETER
          /c/image/upload/a%00.jpg      # INVALID_PARAMETER
          """)
  void badPaths(String path, ErrorCode code) {
    assertEquals(code, assertThrows(Refusal.class, () -> parse(path)).code());
  }

  @Test
  void longPathsAreRefused() {
    assertThrows(Refusal.class, () -> parse("/c/image/upload/" + "a".repeat(9_000)));
  }

  /** reference/delivery-and-transformations.md 1.1, secret {@code b}. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          image.jpg                              # --SjmNDA
          c_crop,h_20,w_10/image.jpg             # Ai4Znfl3
          http://google.com/path/to/image.png    # hH_YcbiS
          sample.jpg                             # v2fTPYTu
          sample.jpg                             # 2hbrSMPO
          sample.jpg                             # 2hbrSMPOjj5BJ4xV7SgFbRDevFaQNUFf
          co_red,l_text:Times_70_bold:Cool%25F0%259F%2598%258D/image.jpg # Uqk1a-5W
          """)
  void signatures(String text, String signature) {
    assertTrue(UrlSignature.matches(signature, text, "b"));
    assertFalse(UrlSignature.matches(signature, text, "c"));
    assertFalse(UrlSignature.matches(signature.substring(1), text, "b"));
    assertFalse(UrlSignature.matches("", text, "b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          /c/image/authenticated/s----SjmNDA--/v12/image.jpg
          /c/image/upload/s--Ai4Znfl3--/c_crop,h_20,w_10/image.jpg
          /c/image/upload/s--Ai4Znfl3--/c_crop%2Ch_20%2Cw_10/v1/image.jpg
          /c/image/upload/s--2hbrSMPOjj5BJ4xV7SgFbRDevFaQNUFf--/sample.jpg
          /c/images/s----SjmNDA--/v12/image/some-words.jpg
          /c/image/fetch/s--hH_YcbiS--/http://google.com/path/to/image.png
          """)
  void signedPaths(String path) {
    DeliveryUrl url = parse(path);
    List<AccessKey> keys = List.of(key("x", true), key("b", true));
    String signature = String.valueOf(url.signature());
    assertTrue(UrlSignature.matches(signature, url.signedTexts(), keys));
    assertFalse(UrlSignature.matches(signature, url.signedTexts(), List.of(key("b", false))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          /c/image/upload/fl_attachment/f/a.jpg       # a.png
          /c/image/upload/fl_attachment:my_b/f/a.jpg  # my_b.png
          /c/raw/upload/fl_attachment/f/a.txt         # a.txt
          /c/raw/upload/fl_attachment:b/f/a.txt       # b.txt
          /c/raw/upload/fl_attachment/f/a             # a
          """)
  void whatIsSavedHasAName(String path, String name) {
    assertEquals(name, parse(path).savedAs("png").text());
  }

  @ParameterizedTest
  @CsvSource({
    "/c/image/upload/a.jpg, false",
    "/c/image/upload/w_1/a.jpg, false",
    "/c/image/private/a.jpg, true",
    "/c/image/private/w_1/a.jpg, false",
    "/c/raw/private/w_1/a.jpg, true",
    "/c/image/authenticated/w_1/a.jpg, true",
    "/c/image/private/fl_attachment/a.jpg, true",
    "/c/image/list/a.json, true",
    "/c/private_images/a/b.jpg, true"
  })
  void whatNeedsASignature(String path, boolean needs) {
    assertEquals(needs, parse(path).needsSignature());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, Everything[]",
        "bytes=0-, 'Part[offset=0, length=100]'",
        "bytes=0-0, 'Part[offset=0, length=1]'",
        "bytes=10-19, 'Part[offset=10, length=10]'",
        "bytes=90-1000, 'Part[offset=90, length=10]'",
        "bytes=-5, 'Part[offset=95, length=5]'",
        "bytes=-500, 'Part[offset=0, length=100]'",
        "bytes=100-, Unsatisfiable[]",
        "bytes=-0, Unsatisfiable[]",
        "bytes=9-8, Everything[]",
        "bytes=-, Everything[]",
        "'bytes=0-1,5-6', Everything[]",
        "lines=0-1, Everything[]",
        "bytes=a-b, Everything[]",
        "bytes=99999999999999999999-, Everything[]"
      })
  void ranges(String header, String meant) {
    assertEquals(meant, ByteRange.of(header, 100).toString());
  }

  @Test
  void emptyFilesHaveNoParts() {
    assertEquals(new ByteRange.Unsatisfiable(), ByteRange.of("bytes=0-", 0));
    assertEquals(new ByteRange.Unsatisfiable(), ByteRange.of("bytes=-5", 0));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'\"e\"', -, true",
        "'W/\"e\"', -, true",
        "'\"x\", \"e\"', -, true",
        "*, -, true",
        "'\"x\"', -, false",
        "'\"x\"', 'Tue, 03 Jan 2023 00:00:00 GMT', false",
        "-, 'Tue, 03 Jan 2023 00:00:00 GMT', true",
        "-, 'Mon, 02 Jan 2023 23:59:59 GMT', false",
        "-, yesterday, false",
        "-, -, false"
      })
  void currentCopies(String ifNoneMatch, String ifModifiedSince, boolean current) {
    Freshness freshness = new Freshness("\"e\"", Instant.parse("2023-01-03T00:00:00Z"));
    assertEquals(current, freshness.isCurrent(ifNoneMatch, ifModifiedSince));
    assertEquals("Tue, 03 Jan 2023 00:00:00 GMT", freshness.lastModified());
  }

  @Test
  void aDateIsComparedToTheSecond() {
    Freshness freshness = new Freshness("\"e\"", Instant.parse("2023-01-03T00:00:00.123456Z"));
    assertTrue(freshness.isCurrent(null, freshness.lastModified()));
    assertTrue(freshness.allowsRange(freshness.lastModified()));
  }

  private static DeliveryUrl parse(String path) {
    return DeliveryPath.parse(path, "main");
  }

  private static AccessKey key(String secret, boolean enabled) {
    return new AccessKey("key", secret, "root", enabled, Instant.EPOCH, false);
  }
}
