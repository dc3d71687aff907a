package dev.darkroom.api.serve;

import dev.darkroom.protocol.ResourceType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Content types by format and by extension. */
final class MediaTypes {
  private static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> PICTURES =
      Map.ofEntries(
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("jpe", "image/jpeg"),
          Map.entry("png", "image/png"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("avif", "image/avif"),
          Map.entry("heic", "image/heic"),
          Map.entry("heif", "image/heif"),
          Map.entry("jxl", "image/jxl"),
          Map.entry("jp2", "image/jp2"),
          Map.entry("wdp", "image/vnd.ms-photo"),
          Map.entry("tif", "image/tiff"),
          Map.entry("tiff", "image/tiff"),
          Map.entry("bmp", "image/bmp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("eps", "application/postscript"),
          Map.entry("psd", "image/vnd.adobe.photoshop"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("ogv", "video/ogg"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("aac", "audio/aac"),
          Map.entry("flac", "audio/flac"),
          Map.entry("m4a", "audio/mp4"));

  /** Of videos and sounds only: in the name of a picture they are a part of it. */
  private static final Map<String, String> MOVIES =
      Map.ofEntries(
          Map.entry("mkv", "video/x-matroska"),
          Map.entry("m4v", "video/x-m4v"),
          Map.entry("avi", "video/x-msvideo"),
          Map.entry("flv", "video/x-flv"),
          Map.entry("wmv", "video/x-ms-wmv"),
          Map.entry("mpeg", "video/mpeg"),
          Map.entry("mpg", "video/mpeg"),
          Map.entry("ts", "video/mp2t"),
          Map.entry("3gp", "video/3gpp"),
          Map.entry("m3u8", "application/vnd.apple.mpegurl"),
          Map.entry("mpd", "application/dash+xml"),
          Map.entry("aiff", "audio/aiff"),
          Map.entry("amr", "audio/amr"),
          Map.entry("opus", "audio/ogg"));

  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("text", "text/plain; charset=utf-8"),
          Map.entry("log", "text/plain; charset=utf-8"),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("csv", "text/csv; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("htm", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json; charset=utf-8"),
          Map.entry("xml", "application/xml"),
          Map.entry("vtt", "text/vtt; charset=utf-8"),
          Map.entry("srt", "application/x-subrip"),
          Map.entry("zip", "application/zip"),
          Map.entry("gz", "application/gzip"),
          Map.entry("tgz", "application/gzip"),
          Map.entry("tar", "application/x-tar"),
          Map.entry("woff", "font/woff"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("ttf", "font/ttf"),
          Map.entry("otf", "font/otf"),
          Map.entry("doc", "application/msword"),
          Map.entry("xls", "application/vnd.ms-excel"),
          Map.entry("ppt", "application/vnd.ms-powerpoint"),
          Map.entry(
              "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
          Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
          Map.entry(
              "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"));

  /** Types that browsers run scripts from when they are opened as a page. */
  private static final Set<String> ACTIVE =
      Set.of("image/svg+xml", "text/html; charset=utf-8", "application/xml");

  private MediaTypes() {}

  /** Whether the extension of a URL is a format that an asset of that type may have. */
  static boolean isFormat(String extension, ResourceType type) {
    String word = extension.toLowerCase(Locale.ROOT);
    return PICTURES.containsKey(word) || (type == ResourceType.VIDEO && MOVIES.containsKey(word));
  }

  /** The content type of the format of a picture, a video or a sound. */
  static String ofFormat(String format) {
    return ofName(format);
  }

  /** The content type of a raw file's name. */
  static String ofName(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String movie = MOVIES.getOrDefault(extension, UNKNOWN);
    return FILES.getOrDefault(extension, PICTURES.getOrDefault(extension, movie));
  }

  /** Whether a browser would run scripts that such content holds. */
  static boolean isActive(String contentType) {
    return ACTIVE.contains(contentType);
  }
}
