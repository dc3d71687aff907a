package dev.darkroom.transform.engine;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.time.Duration;
import java.util.Locale;

/**
 * What a source may cost; checked on its header, before anything is decoded.
 *
 * @param framePixels pixels of one frame
 * @param frames frames of an animation that are kept
 * @param totalPixels pixels of all its frames together
 * @param svgBytes bytes of a vector picture
 * @param time after which a render is stopped
 */
public record EngineLimits(
    long framePixels, int frames, long totalPixels, long svgBytes, Duration time) {
  private static final double MEGAPIXEL = 1_000_000;

  /** Measured defaults (engine.md 5). */
  public static final EngineLimits USUAL =
      new EngineLimits(100_000_000, 1_000, 250_000_000, 2_000_000, Duration.ofSeconds(8));

  /** Refuses a source that is too large. */
  void require(int width, int height, int pages) {
    long frame = (long) width * height;
    if (frame > framePixels) {
      throw tooLarge(framePixels, frame);
    }
    if (pages > frames || frame * pages > totalPixels) {
      throw tooLarge(totalPixels, frame * pages);
    }
  }

  private static Refusal tooLarge(long most, long got) {
    return new Refusal(
        ErrorCode.IMAGE_TOO_LARGE,
        most / 1_000_000,
        String.format(Locale.ROOT, "%.1f", got / MEGAPIXEL));
  }
}
