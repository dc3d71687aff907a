package dev.darkroom.protocol;

/**
 * Where one part of a chunked upload belongs in the file (reference/upload-api.md 4.3).
 *
 * @param first offset of its first byte
 * @param last offset of its last byte; one less than {@code first} for an empty last part
 * @param total the size of the file in bytes, {@link #LATER} or {@link #UNSAID}
 */
public record ChunkRange(long first, long last, long total) {
  /** The sender does not know the size yet: other parts follow. */
  public static final long LATER = -1;

  /** The sender never says the size: a part that is shorter than the first one is the last. */
  public static final long UNSAID = -2;

  /** How many bytes it has. */
  public long size() {
    return last - first + 1;
  }

  /** Whether it says that it ends the file. */
  public boolean endsTheFile() {
    return last + 1 == total;
  }

  /** The same part with the size of the file. */
  public ChunkRange of(long size) {
    return new ChunkRange(first, last, size);
  }
}
