package dev.darkroom.transform.plan;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.Locale;

/**
 * How large a result may be.
 *
 * @param side pixels of one side
 * @param pixels pixels of all frames together
 * @param avifPixels pixels of an AVIF, whose encoder cannot be stopped once it runs
 */
public record Limits(int side, long pixels, long avifPixels) {
  private static final double MEGAPIXEL = 1_000_000;

  /**
   * What the original and the encoders allow. An AVIF of 12 megapixels takes 0.8 s of processor
   * time at the engine's lowest effort, so 16 stay well below its time limit.
   */
  public static final Limits USUAL = new Limits(16_383, 50_000_000, 16_000_000);

  /** Refuses a size that is too large. */
  void require(Size size, int frames) {
    if (size.width() > side || size.height() > side) {
      throw new Refusal(
          ErrorCode.RESULT_TOO_LARGE,
          side + " pixels on a side",
          size.width() + " x " + size.height());
    }
    long all = size.area() * frames;
    if (all > pixels) {
      throw new Refusal(
          ErrorCode.IMAGE_TOO_LARGE,
          pixels / 1_000_000,
          String.format(Locale.ROOT, "%.1f", all / MEGAPIXEL));
    }
  }

  /** Refuses a result that its encoder cannot take. */
  void require(Size size, Output output) {
    require(size, output.frames());
    if (output.encoding() == Encoding.AVIF && size.area() > avifPixels) {
      throw new Refusal(
          ErrorCode.RESULT_TOO_LARGE,
          avifPixels / 1_000_000 + " Megapixels for avif",
          size.width() + " x " + size.height());
    }
  }
}
