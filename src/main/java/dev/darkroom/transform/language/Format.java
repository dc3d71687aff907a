package dev.darkroom.transform.language;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a result may be encoded as. */
public enum Format {
  JPG,
  PNG,
  WEBP,
  GIF,
  AVIF,
  /** The server chooses. */
  AUTO;

  private static final Set<String> NOT_BUILT =
      Set.of(
          "jxl",
          "jp2",
          "wdp",
          "heic",
          "tiff",
          "tif",
          "bmp",
          "ico",
          "svg",
          "pdf",
          "eps",
          "psd",
          "mp4",
          "webm",
          "ogv",
          "m3u8",
          "mpd",
          "mp3",
          "wav",
          "ogg",
          "aac",
          "flac",
          "mov",
          "mkv",
          "avi",
          "auto:image",
          "auto:video",
          "auto:animated",
          "heif",
          "m4a",
          "opus",
          "ts");

  /** The word of the contract, also the usual extension. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of that word or extension. */
  public static Optional<Format> of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.equals("jpeg") || lower.equals("jpe")) {
      return Optional.of(JPG);
    }
    for (Format format : values()) {
      if (format.word().equals(lower)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Whether the contract has that format, built or not. */
  public static boolean known(String word) {
    return of(word).isPresent() || NOT_BUILT.contains(word.toLowerCase(Locale.ROOT));
  }

  static Format of(Setting setting) {
    return of(setting.value())
        .orElseThrow(() -> known(setting.value()) ? setting.unsupported() : setting.invalid());
  }
}
