package dev.darkroom.transform.video;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The containers of video and audio that are taken, by their first bytes. A file that begins like
 * none of them never reaches ffprobe: playlists and the like would make it read other files.
 */
enum MediaFormat {
  MP4("mov"),
  MOV("mov"),
  M4A("mov"),
  M4V("mov"),
  THREE_GP("mov"),
  WEBM("matroska"),
  MKV("matroska"),
  AVI("avi"),
  WAV("wav"),
  MP3("mp3"),
  OGG("ogg"),
  FLAC("flac"),
  AAC("aac"),
  AIFF("aiff"),
  AMR("amr"),
  FLV("flv"),
  WMV("asf"),
  MPEG("mpeg"),
  TS("mpegts");

  /** How many bytes tell. */
  static final int HEAD = 4_096;

  private final String demuxer;

  MediaFormat(String demuxer) {
    this.demuxer = demuxer;
  }

  /** The contract's word. */
  String word() {
    return this == THREE_GP ? "3gp" : name().toLowerCase(Locale.ROOT);
  }

  /** What ffmpeg calls the reader of it. */
  String demuxer() {
    return demuxer;
  }

  /** Whether the files are made of ISO 14496-12 boxes. */
  boolean isBoxes() {
    return demuxer.equals("mov");
  }

  /** Recognises the first bytes of a file. */
  static Optional<MediaFormat> of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("ftyp", 4)) {
      return ofBrand(text.substring(8, Math.min(12, text.length())));
    }
    if (text.length() >= 8 && "moov mdat wide free skip".contains(text.substring(4, 8).strip())) {
      return text.charAt(0) == 0 && text.charAt(4) > ' ' ? Optional.of(MOV) : Optional.empty();
    }
    if (text.startsWith("\u001aE\u00df\u00a3")) {
      return text.contains("webm") ? Optional.of(WEBM) : matroska(text);
    }
    if (text.startsWith("RIFF") || text.startsWith("RF64")) {
      return text.startsWith("WAVE", 8)
          ? Optional.of(WAV)
          : Optional.of(AVI).filter(avi -> text.startsWith("AVI ", 8));
    }
    return ofStream(text, head);
  }

  private static Optional<MediaFormat> matroska(String text) {
    return text.contains("matroska") ? Optional.of(MKV) : Optional.empty();
  }

  private static Optional<MediaFormat> ofBrand(String brand) {
    return switch (brand) {
      case "avif", "avis", "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" ->
          Optional.empty();
      case "crx ", "jp2 ", "jpx ", "jxl " -> Optional.empty();
      case "qt  " -> Optional.of(MOV);
      case "M4A ", "M4B ", "M4P " -> Optional.of(M4A);
      case "M4V ", "M4VH", "M4VP" -> Optional.of(M4V);
      default -> Optional.of(brand.startsWith("3g") ? THREE_GP : MP4);
    };
  }

  private static Optional<MediaFormat> ofStream(String text, byte[] head) {
    if (text.startsWith("OggS\0")) {
      return Optional.of(OGG);
    }
    if (text.startsWith("fLaC\0")) {
      return Optional.of(FLAC);
    }
    if (text.startsWith("FORM") && (text.startsWith("AIFF", 8) || text.startsWith("AIFC", 8))) {
      return Optional.of(AIFF);
    }
    if (text.startsWith("FLV\u0001")) {
      return Optional.of(FLV);
    }
    if (text.startsWith("#!AMR")) {
      return Optional.of(AMR);
    }
    if (text.startsWith("0&\u00b2u\u008ef\u00cf\u0011")) {
      return Optional.of(WMV);
    }
    return ofPackets(text, head);
  }

  /** Streams without a header of their own need several signs of life. */
  private static Optional<MediaFormat> ofPackets(String text, byte[] head) {
    if (text.startsWith("\0\0\u0001\u00ba")) {
      return Optional.of(MPEG);
    }
    if (hasSync(head, 188, 5)) {
      return Optional.of(TS);
    }
    if (text.startsWith("ID3") && text.length() > 10 && text.charAt(3) < 5) {
      return Optional.of(MP3);
    }
    if (MpegAudio.frameAt(head, 0).filter(frame -> frame.isFollowed(head)).isPresent()) {
      return Optional.of(MP3);
    }
    return isAdts(head) ? Optional.of(AAC) : Optional.empty();
  }

  private static boolean hasSync(byte[] head, int packet, int times) {
    for (int i = 0; i < times; i++) {
      if (i * packet >= head.length || head[i * packet] != 0x47) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAdts(byte[] head) {
    int at = 0;
    for (int frames = 0; frames < 2; frames++) {
      if (at + 7 > head.length || (head[at] & 0xff) != 0xff || (head[at + 1] & 0xf6) != 0xf0) {
        return false;
      }
      int length =
          ((head[at + 3] & 3) << 11) | ((head[at + 4] & 0xff) << 3) | ((head[at + 5] & 0xe0) >> 5);
      if (length < 7) {
        return false;
      }
      at += length;
    }
    return true;
  }
}
