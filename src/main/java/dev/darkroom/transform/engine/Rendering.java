package dev.darkroom.transform.engine;

import java.util.Arrays;

/** A finished picture: its file, the format's word, and the size of one frame in pixels. */
public final class Rendering {
  private final byte[] bytes;
  private final String format;
  private final int width;
  private final int height;

  /** Takes the bytes over; nobody may change them afterwards. */
  public Rendering(byte[] bytes, String format, int width, int height) {
    this.bytes = bytes;
    this.format = format;
    this.width = width;
    this.height = height;
  }

  /** The file; to be read only. */
  public byte[] bytes() {
    return bytes;
  }

  /** The contract's word: jpg, png, webp, gif or avif. */
  public String format() {
    return format;
  }

  /** Pixels. */
  public int width() {
    return width;
  }

  /** Pixels, of one frame. */
  public int height() {
    return height;
  }

  @Override
  public String toString() {
    return format + " " + width + " x " + height + ", " + Arrays.hashCode(bytes);
  }
}
