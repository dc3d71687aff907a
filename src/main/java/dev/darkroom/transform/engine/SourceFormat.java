package dev.darkroom.transform.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a source file is, by its first bytes; names and declared types are not trusted. */
enum SourceFormat {
  JPG("jpegload_source"),
  PNG("pngload_source"),
  WEBP("webpload_source"),
  GIF("gifload_source"),
  AVIF("heifload_source"),
  HEIC("heifload_source"),
  TIFF("tiffload_source"),
  SVG("svgload_source"),
  BMP(""),
  PSD(""),
  PNM(""),
  PDF("");

  private static final int HEAD = 4_096;
  private static final Pattern SVG_START =
      Pattern.compile(
          "\\A\\uFEFF?(?:\\s|<\\?xml[^>]*\\?>|<!--.*?-->|<!DOCTYPE[^>\\[]*(?:\\[.*?\\])?\\s*>)*<svg[\\s>]",
          Pattern.DOTALL);

  private final String loader;

  SourceFormat(String loader) {
    this.loader = loader;
  }

  /** The contract's word. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The libvips operation that reads it; empty when commons-imaging does. */
  String loader() {
    return loader;
  }

  /** Whether commons-imaging decodes it, because libvips does not. */
  boolean readInJava() {
    return loader.isEmpty() && this != PDF;
  }

  /** Whether its first bytes are so distinctive that nothing but a picture has them. */
  boolean isCommon() {
    return switch (this) {
      case JPG, PNG, WEBP, GIF, AVIF, HEIC, PDF -> true;
      case TIFF, SVG, BMP, PSD, PNM -> false;
    };
  }

  /** Whether several frames of it are an animation. */
  boolean moves() {
    return this == GIF || this == WEBP;
  }

  /** Reads the first bytes of a file. */
  static Optional<SourceFormat> of(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return of(stream.readNBytes(HEAD));
    }
  }

  /** Recognises the first bytes of a file. */
  static Optional<SourceFormat> of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPG);
    }
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return Optional.of(WEBP);
    }
    if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    if (text.startsWith("%PDF-")) {
      return Optional.of(PDF);
    }
    if (text.startsWith("ftyp", 4)) {
      return ofBrands(text);
    }
    return ofLessUsual(text);
  }

  private static Optional<SourceFormat> ofLessUsual(String text) {
    if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
      return Optional.of(TIFF);
    }
    if (text.startsWith("BM") && text.length() > 26) {
      return Optional.of(BMP);
    }
    if (text.startsWith("8BPS\0\u0001")) {
      return Optional.of(PSD);
    }
    if (text.matches("(?s)P[1-6]\\s.*")) {
      return Optional.of(PNM);
    }
    String unicode = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return SVG_START.matcher(unicode).find() ? Optional.of(SVG) : Optional.empty();
  }

  /** The major and the compatible brands of an ISO media file (ISO 14496-12, 4.3). */
  private static Optional<SourceFormat> ofBrands(String text) {
    String brands = text.substring(8, Math.min(text.length(), 64));
    if (brands.contains("avif") || brands.contains("avis")) {
      return Optional.of(AVIF);
    }
    boolean high = brands.startsWith("hei") || brands.startsWith("hev") || brands.contains("heic");
    return high ? Optional.of(HEIC) : Optional.empty();
  }
}
