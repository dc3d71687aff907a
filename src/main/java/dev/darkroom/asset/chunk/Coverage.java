package dev.darkroom.asset.chunk;

import dev.darkroom.protocol.BlobRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How much of a file its parts cover, whatever their order and overlap. It is pure.
 *
 * @param pieces what to write one after the other, up to the first gap
 * @param contiguous bytes from the start without a gap
 * @param received bytes that have arrived, each counted once
 * @param end the offset after the last byte of any part
 * @param resumes where the parts go on after the first gap; {@code end} when there is none
 */
record Coverage(List<Piece> pieces, long contiguous, long received, long end, long resumes) {

  /** Bytes of one part that no part before it has. */
  record Piece(BlobRef blob, long offset, long length) {}

  static Coverage of(List<Chunk> chunks) {
    List<Chunk> ordered =
        chunks.stream()
            .sorted(Comparator.comparingLong(Chunk::first).thenComparingLong(Chunk::end))
            .toList();
    List<Piece> pieces = new ArrayList<>();
    long contiguous = 0;
    long received = 0;
    long end = 0;
    Optional<Long> resumes = Optional.empty();
    for (Chunk chunk : ordered) {
      long from = Math.max(chunk.first(), end);
      if (chunk.first() > end && resumes.isEmpty()) {
        resumes = Optional.of(chunk.first());
      }
      long fresh = chunk.end() - from;
      if (fresh > 0) {
        received += fresh;
        end = chunk.end();
        if (resumes.isEmpty()) {
          pieces.add(new Piece(chunk.blob(), from - chunk.first(), fresh));
          contiguous = end;
        }
      }
    }
    return new Coverage(List.copyOf(pieces), contiguous, received, end, resumes.orElse(end));
  }

  /** Whether a file of that size is there. */
  boolean isWhole(long total) {
    return contiguous == total;
  }

  /** The first bytes that are not there, as {@code 10-19}. */
  String missing(long total) {
    long until = contiguous < end ? resumes : total;
    return contiguous + "-" + (until - 1);
  }
}
