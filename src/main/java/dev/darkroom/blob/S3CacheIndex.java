package dev.darkroom.blob;

import dev.darkroom.protocol.BlobRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cache holds, least recently used first. What was handed out lately is never spared, since
 * somebody may be about to open it: for that the bytes may grow to twice the limit, not beyond.
 */
final class S3CacheIndex {
  private static final Duration IN_USE = Duration.ofMinutes(3);
  private static final int MOST_FILES = 50_000;

  private record Entry(long size, boolean checked, long usedAt) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final long limit;
  private final InstantSource clock;
  private long bytes;

  S3CacheIndex(long limit, InstantSource clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Notes a file that was there before; it counts, but is not trusted. */
  synchronized void found(String name, long size) {
    put(name, new Entry(size, false, 0));
  }

  /** Notes a file whose bytes are the blob's, in use from now on. */
  synchronized void add(BlobRef blob) {
    put(blob.sha256(), new Entry(blob.size(), true, clock.millis()));
  }

  /** Whether the checked bytes are here; if so they are in use from now on. */
  synchronized boolean use(BlobRef blob) {
    Entry entry = entries.get(blob.sha256());
    if (entry == null || !entry.checked || entry.size != blob.size()) {
      return false;
    }
    add(blob);
    return true;
  }

  /** Whether a file of that name and size is here, checked or not. */
  synchronized boolean isKnown(BlobRef blob) {
    Entry entry = entries.get(blob.sha256());
    return entry != null && entry.size == blob.size();
  }

  /** Forgets a file. */
  synchronized void remove(String name) {
    Entry gone = entries.remove(name);
    bytes -= gone == null ? 0 : gone.size;
  }

  /** Forgets the files that must go before so many bytes come; the caller deletes them. */
  synchronized List<String> spare(long coming) {
    List<String> spared = new ArrayList<>();
    long newest = clock.millis() - IN_USE.toMillis();
    Iterator<Map.Entry<String, Entry>> oldestFirst = entries.entrySet().iterator();
    while (isFull(coming) && oldestFirst.hasNext()) {
      Map.Entry<String, Entry> oldest = oldestFirst.next();
      if (oldest.getValue().usedAt > newest) {
        break;
      }
      bytes -= oldest.getValue().size;
      spared.add(oldest.getKey());
      oldestFirst.remove();
    }
    return spared;
  }

  private boolean isFull(long coming) {
    return bytes + coming > limit || entries.size() >= MOST_FILES;
  }

  /** Whether so many bytes may come. */
  synchronized boolean hasRoom(long coming) {
    return bytes + coming <= 2 * limit && entries.size() < 2 * MOST_FILES;
  }

  /** How many bytes are here. */
  synchronized long bytes() {
    return bytes;
  }

  private void put(String name, Entry entry) {
    Entry before = entries.put(name, entry);
    bytes += entry.size - (before == null ? 0 : before.size);
  }
}
