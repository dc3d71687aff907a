package dev.darkroom.transform.engine;

import dev.darkroom.transform.plan.Output;
import dev.darkroom.transform.plan.Paint;

/** Encodes pictures, without metadata. Efforts are chosen by measurement (engine.md 3). */
final class Encoder {
  private static final int COMPRESSION_AV1 = 4;
  private static final int PNG_LEVEL = 6;
  private static final int GIF_EFFORT = 1;
  private static final int STILL_WEBP_EFFORT = 3;
  private static final int MOVING_WEBP_EFFORT = 2;
  private static final long SMALL_AVIF_PIXELS = 500_000;

  private Encoder() {}

  /** The file; pixels are computed here. */
  static byte[] encode(Picture picture, Output output) {
    return switch (output.encoding()) {
      case JPG ->
          saver("jpegsave_buffer", Painter.flat(picture, Paint.WHITE))
              .with("Q", output.quality())
              .with("optimize-coding", true)
              .bytes();
      case PNG -> saver("pngsave_buffer", picture).with("compression", PNG_LEVEL).bytes();
      case WEBP ->
          saver("webpsave_buffer", picture)
              .with("Q", output.quality())
              .with("effort", output.frames() > 1 ? MOVING_WEBP_EFFORT : STILL_WEBP_EFFORT)
              .bytes();
      case GIF -> saver("gifsave_buffer", picture).with("effort", GIF_EFFORT).bytes();
      case AVIF ->
          saver("heifsave_buffer", picture)
              .with("compression", COMPRESSION_AV1)
              .with("Q", output.quality())
              .with("effort", picture.size().area() <= SMALL_AVIF_PIXELS ? 1 : 0)
              .bytes();
    };
  }

  private static Operation saver(String name, Picture picture) {
    Operation saver = picture.image().operation(name);
    return picture.image().scope().vips().keepsByName()
        ? saver.with("keep", 0)
        : saver.with("strip", true);
  }
}
