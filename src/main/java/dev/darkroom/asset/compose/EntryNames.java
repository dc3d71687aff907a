package dev.darkroom.asset.compose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of an archive's entries: relative, without a way out of the folder that they are
 * unpacked in, good on every file system, each once. For one archive.
 */
final class EntryNames {
  private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}<>:\"|?*\\\\]");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
  private static final int LONGEST_SEGMENT = 100;
  private static final int MOST_SEGMENTS = 30;

  private final Set<String> taken = new HashSet<>();

  /**
   * A name that no other entry has.
   *
   * @param path with folders, without the extension
   * @param extension without its dot; may be empty
   */
  String unique(String path, String extension) {
    String stem = safe(path);
    String ending = extension.isEmpty() ? "" : "." + segment(extension);
    String name = stem + ending;
    for (int number = 1; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = stem + "_" + number + ending;
    }
    return name;
  }

  /** A path of names that mean nothing to a file system. */
  static String safe(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.replace('\\', '/').split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment(segment));
      }
    }
    return segments.isEmpty()
        ? "file"
        : String.join(
            "/", segments.subList(Math.max(0, segments.size() - MOST_SEGMENTS), segments.size()));
  }

  /** One name. */
  static String segment(String text) {
    String plain = FORBIDDEN.matcher(text.replace('/', '_')).replaceAll("_").strip();
    plain = plain.replaceAll("[. ]+$", "_");
    if (plain.codePointCount(0, plain.length()) > LONGEST_SEGMENT) {
      plain = plain.substring(0, plain.offsetByCodePoints(0, LONGEST_SEGMENT));
    }
    if (plain.isEmpty()) {
      return "_";
    }
    return RESERVED.matcher(plain).matches() ? "_" + plain : plain;
  }
}
