package dev.darkroom.asset.compose;

import dev.darkroom.protocol.SourceBlob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that one is made of, in order.
 *
 * @param tag what they have in common; null when they were fetched
 * @param digest changes with their number, order or content
 */
record Members(@Nullable String tag, List<Member> all, String digest) {
  /**
   * One of them.
   *
   * @param name its public id, or its URL
   */
  record Member(String name, SourceBlob source) {}

  List<SourceBlob> sources() {
    return all.stream().map(Member::source).toList();
  }
}
