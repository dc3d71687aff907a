package dev.darkroom.protocol;

import java.util.List;

/**
 * Asks for pictures on one sheet, packed so that it is nearly square: a sprite
 * (reference/delivery-and-transformations.md 8).
 *
 * @param transformation of each picture before it is placed; may be empty
 * @param format of the sheet: png, jpg or webp
 * @param gap pixels between two pictures
 */
public record StackBlobs(List<SourceBlob> sources, String transformation, String format, int gap)
    implements BusMessage {
  public static final Address<StackBlobs, StackedBlob> ADDRESS =
      Address.of("transform.stack", StackBlobs.class, StackedBlob.class).onThisNode().atLength();
}
