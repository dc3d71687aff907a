package dev.darkroom.transform.engine;

import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.transform.plan.Size;

/**
 * What the header of a source says.
 *
 * @param stored the size as stored, before the orientation is applied
 * @param page which page it is about, from 1 on
 * @param orientation EXIF's, 1 to 8
 */
record Header(
    SourceFormat format, Size stored, int page, int orientation, int pages, boolean alpha) {
  /** Whether width and height change places when the picture is shown. */
  boolean lies() {
    return orientation >= 5;
  }

  /** The size as displayed. */
  Size displayed() {
    return lies() ? stored.lyingOver() : stored;
  }

  ImageFacts facts() {
    return new ImageFacts(format.word(), displayed().width(), displayed().height(), pages, alpha);
  }
}
