package dev.darkroom.protocol;

import java.util.List;

/**
 * Asks for pictures as the frames or pages of one file (reference/upload-api.md 5.9).
 *
 * @param transformation of each picture; {@code dl_} is the delay between frames; may be empty
 * @param format gif, webp, png (animated) or pdf
 */
public record AnimateBlobs(List<SourceBlob> sources, String transformation, String format)
    implements BusMessage {
  public static final Address<AnimateBlobs, RenderedBlob> ADDRESS =
      Address.of("transform.animate", AnimateBlobs.class, RenderedBlob.class)
          .onThisNode()
          .atLength();
}
