package dev.darkroom.protocol;

import java.time.Instant;
import java.util.List;

/** What goes into an archive, in order. */
public record PlannedArchive(List<Entry> entries) implements BusMessage {
  /**
   * One file.
   *
   * @param name a relative path that is safe to unpack, unique in its archive
   */
  public record Entry(String name, BlobRef blob, Instant modified) {}
}
