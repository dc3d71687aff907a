package dev.darkroom.asset.chunk;

import dev.darkroom.protocol.ChunkRange;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One upload in parts, as far as it has come.
 *
 * @param total bytes of the file; {@link ChunkRange#LATER} until a part says it
 * @param whole the hash of the file once it is an asset; null before
 * @param chunks its parts; none once it is an asset
 */
record ChunkedUpload(long total, @Nullable String whole, List<Chunk> chunks) {
  /** The least size of every part but the last, bytes. */
  private static final long SMALLEST = 5L << 20;

  private static final int MOST_CHUNKS = 10_000;

  boolean isEnded() {
    return whole != null;
  }

  boolean isWhole() {
    return total >= 0 && coverage().isWhole(total);
  }

  Coverage coverage() {
    return Coverage.of(chunks);
  }

  /** Whether a part ends the file whose sender never says so: it is shorter than the first. */
  ChunkRange understood(ChunkRange range) {
    if (range.total() != ChunkRange.UNSAID) {
      return range;
    }
    long usual =
        chunks.stream()
            .filter(chunk -> chunk.first() == 0)
            .mapToLong(chunk -> chunk.blob().size())
            .max()
            .orElse(range.size());
    boolean last = range.size() < SMALLEST || (range.first() > 0 && range.size() < usual);
    return range.of(last ? range.last() + 1 : ChunkRange.LATER);
  }

  /** The size of the file after this part, or a refusal of a part that contradicts the others. */
  long totalWith(ChunkRange range, long limit) {
    long said = Math.max(total, range.total());
    if (total >= 0 && range.total() >= 0 && total != range.total()) {
      throw invalid("the total is " + range.total() + ", earlier it was " + total);
    }
    long end = Math.max(range.last() + 1, coverage().end());
    if (said >= 0 && end > said) {
      throw invalid("a part ends at " + (end - 1) + ", the total is " + said);
    }
    if (Math.max(said, end) > limit) {
      throw new Refusal(ErrorCode.FILE_TOO_LARGE, Math.max(said, end), limit);
    }
    long stored = chunks.stream().mapToLong(chunk -> chunk.blob().size()).sum();
    if (chunks.size() >= MOST_CHUNKS || stored > 2 * limit) {
      throw invalid("too many parts");
    }
    return said;
  }

  static Refusal invalid(String why) {
    return new Refusal(ErrorCode.INVALID_PARAMETER, "Content-Range", why);
  }
}
