package dev.darkroom.asset.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ChunkRange;
import dev.darkroom.protocol.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What parts cover, and which parts contradict each other. */
final class CoverageTest {
  private static final long MEGA = 1 << 20;

  @Test
  void anyMixOfPartsPutsTheSameFileTogether() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      byte[] file = new byte[1 + random.nextInt(60)];
      random.nextBytes(file);
      Map<BlobRef, byte[]> blobs = new HashMap<>();
      List<Chunk> chunks = new ArrayList<>();
      boolean[] seen = new boolean[file.length];
      for (int i = random.nextInt(12); i >= 0; i--) {
        int first = random.nextInt(file.length);
        int size = 1 + random.nextInt(file.length - first);
        byte[] bytes = new byte[size];
        System.arraycopy(file, first, bytes, 0, size);
        for (int at = first; at < first + size; at++) {
          seen[at] = true;
        }
        blobs.put(BlobRef.of(bytes), bytes);
        chunks.add(new Chunk(first, BlobRef.of(bytes)));
      }
      assertCovers(file, seen, Coverage.of(chunks), blobs, "seed " + seed);
    }
  }

  private static void assertCovers(
      byte[] file, boolean[] seen, Coverage coverage, Map<BlobRef, byte[]> blobs, String seed) {
    int received = 0;
    int start = 0;
    for (int at = 0; at < seen.length; at++) {
      received += seen[at] ? 1 : 0;
      start = start == at && seen[at] ? at + 1 : start;
    }
    assertEquals(received, coverage.received(), seed);
    assertEquals(start, coverage.contiguous(), seed);
    assertEquals(start == file.length, coverage.isWhole(file.length), seed);
    byte[] made = new byte[start];
    int at = 0;
    for (Coverage.Piece piece : coverage.pieces()) {
      byte[] bytes = blobs.getOrDefault(piece.blob(), new byte[0]);
      System.arraycopy(bytes, (int) piece.offset(), made, at, (int) piece.length());
      at += (int) piece.length();
    }
    assertEquals(start, at, seed);
    assertArrayEquals(Arrays.copyOf(file, start), made, seed);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertEquals("0-9", Coverage.of(List.of(chunk(10, 5))).missing(20));
    assertEquals("5-9", Coverage.of(List.of(chunk(10, 5), chunk(0, 5))).missing(20));
    assertEquals("15-19", Coverage.of(List.of(chunk(10, 5), chunk(0, 10))).missing(20));
    assertEquals("0-19", Coverage.of(List.of()).missing(20));
  }

  @Test
  void partsMustAgree() {
    ChunkedUpload known = new ChunkedUpload(20, null, List.of(chunk(0, 10)));
    assertEquals(20, known.totalWith(new ChunkRange(10, 19, 20), 100));
    assertEquals(20, known.totalWith(new ChunkRange(10, 14, ChunkRange.LATER), 100));
    assertRefused(known, new ChunkRange(10, 29, 30), "the total is 30, earlier it was 20");
    assertRefused(
        known, new ChunkRange(10, 29, ChunkRange.LATER), "a part ends at 29, the total is 20");
    ChunkedUpload open = new ChunkedUpload(ChunkRange.LATER, null, List.of(chunk(0, 10)));
    assertRefused(open, new ChunkRange(0, 4, 5), "a part ends at 9, the total is 5");
    assertEquals(ChunkRange.LATER, open.totalWith(new ChunkRange(10, 12, ChunkRange.LATER), 100));
    Refusal large =
        assertThrows(Refusal.class, () -> open.totalWith(new ChunkRange(10, 19, 2_000), 100));
    assertEquals("File size too large. Got 2000. Maximum is 100.", large.getMessage());
  }

  @Test
  void aSenderWhoNeverSaysTheSizeEndsWithAShorterPart() {
    ChunkedUpload begun = new ChunkedUpload(ChunkRange.LATER, null, List.of(chunk(0, 6 * MEGA)));
    ChunkRange full = new ChunkRange(6 * MEGA, 12 * MEGA - 1, ChunkRange.UNSAID);
    assertFalse(begun.understood(full).endsTheFile());
    ChunkRange shorter = new ChunkRange(6 * MEGA, 12 * MEGA - 2, ChunkRange.UNSAID);
    assertTrue(begun.understood(shorter).endsTheFile());
    ChunkRange empty = new ChunkRange(6 * MEGA, 6 * MEGA - 1, ChunkRange.UNSAID);
    assertTrue(begun.understood(empty).endsTheFile());
    ChunkedUpload fresh = new ChunkedUpload(ChunkRange.LATER, null, List.of());
    assertFalse(fresh.understood(new ChunkRange(0, 6 * MEGA - 1, -2)).endsTheFile());
    assertTrue(fresh.understood(new ChunkRange(0, 99, ChunkRange.UNSAID)).endsTheFile());
  }

  private static void assertRefused(ChunkedUpload upload, ChunkRange range, String why) {
    Refusal refusal = assertThrows(Refusal.class, () -> upload.totalWith(range, 100));
    assertEquals("Invalid value for parameter Content-Range: " + why, refusal.getMessage());
  }

  private static Chunk chunk(long first, long size) {
    return new Chunk(first, new BlobRef("0".repeat(64), size));
  }
}
