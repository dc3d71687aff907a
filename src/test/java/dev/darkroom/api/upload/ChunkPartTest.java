package dev.darkroom.api.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.protocol.ChunkRange;
import dev.darkroom.protocol.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of a chunked upload, one row per SDK's spelling (reference/upload-api.md 4.3). */
final class ChunkPartTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "bytes 0-9/10", "bytes 0-0/1", "bytes 0--1/0", "Bytes=0-9/10"})
  void aWholeFileIsNoPart(String header) {
    assertNull(ChunkPart.of(header, "id"));
    assertNull(ChunkPart.of(header, null));
    assertNull(ChunkPart.of((String) null, "id"));
  }

  @ParameterizedTest
  @CsvSource({
    "Python,        bytes 0-19999999/20000042,        0,        19999999, 20000042",
    "Python last,   bytes 20000000-20000041/20000042, 20000000, 20000041, 20000042",
    "Node,          bytes 0-19999999/-1,              0,        19999999, -1",
    "Node last,     bytes 20000000-20000041/20000042, 20000000, 20000041, 20000042",
    "Java stream,   bytes 5243000-10485999/-1,        5243000,  10485999, -1",
    "PHP unsized,   bytes 0-19999999,                 0,        19999999, -2",
    "PHP short,     bytes 20000000-20000041,          20000000, 20000041, -2",
    "PHP stream,    bytes 0--1,                       0,        -1,       -2",
    "RFC unknown,   bytes 0-19999999/*,               0,        19999999, -1",
    "equals sign,   bytes=0-19999999/20000042,        0,        19999999, 20000042",
    "empty last,    bytes 20000000-19999999/20000000, 20000000, 19999999, 20000000",
    "5 MB,          bytes 0-5242879/6000000,          0,        5242879,  6000000",
  })
  void eachSdkSpellsItsRange(String sdk, String header, long first, long last, long total) {
    ChunkPart part = ChunkPart.of(header, " uqid-1 ");
    assertEquals(new ChunkPart("uqid-1", new ChunkRange(first, last, total)), part, sdk);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes",
        "bytes 10",
        "bytes a-b/c",
        "items 0-9/10",
        "bytes 5-3/10",
        "bytes 0-10/10",
        "bytes 20-29/25",
        "bytes 10-9/-1",
        "bytes 10-9/20",
        "bytes -5-10/20",
        "bytes 0-9/10, 10-19/20",
        "bytes 0-9999999999999999999999/1",
        "bytes 0-9/-2",
        "bytes 0-9/10\u0000",
        "bytes */10"
      })
  void whatIsNoRangeIsRefusedByName(String header) {
    assertRefused("Invalid value for parameter Content-Range: " + header, header, "id");
  }

  @Test
  void everyPartButTheLastIsLarge() {
    String text = "All parts except EOF-chunk must be larger than 5mb";
    assertRefused(text, "bytes 0-5242878/6000000", "id");
    assertRefused(text, "bytes 0-9/-1", "id");
    assertRefused(text, "bytes 10-19/30", "id");
  }

  @Test
  void partsHaveTheNameOfTheirUpload() {
    assertRefused(
        "Missing required parameter - X-Unique-Upload-Id", "bytes 0-5242879/6000000", null);
    assertRefused("Missing required parameter - public_id", "bytes 20-29/30", null);
    assertRefused("Missing required parameter - public_id", "bytes 20-29/30", " ");
    String name = "Invalid value for parameter X-Unique-Upload-Id: ";
    assertRefused(name + "a b", "bytes 20-29/30", "a b");
    assertRefused(name + "\u0000", "bytes 20-29/30", "\u0000");
    assertRefused(name + "a".repeat(200) + "…", "bytes 20-29/30", "a".repeat(1_000_000));
  }

  private static void assertRefused(String text, String header, @Nullable String uploadId) {
    Refusal refusal = assertThrows(Refusal.class, () -> ChunkPart.of(header, uploadId), header);
    assertEquals(400, refusal.code().status());
    assertEquals(text, refusal.getMessage());
  }
}
