package dev.darkroom.transform.engine;

import dev.darkroom.transform.plan.Size;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A picture on its way through a plan: sRGB bytes once {@link #normal} was called, with or without
 * alpha. A streaming picture can only be read once, from top to bottom; what needs any other order
 * settles it in memory first, which is done after it was shrunk.
 */
record Picture(NativeImage image, boolean streaming) {
  private static final double FULL = 255;
  private static final int COLORS = 3;
  private static final int EXTEND_COPY = 1;
  private static final int CENTRE = 0;

  Size size() {
    return new Size(image.width(), image.height());
  }

  boolean hasAlpha() {
    return image.hasAlpha();
  }

  /** The same with other pixels. */
  Picture with(NativeImage other) {
    return new Picture(other, streaming);
  }

  /** The same, readable in any order. */
  Picture settled() {
    return streaming ? new Picture(image.inMemory(), false) : this;
  }

  /** The same in sRGB, one byte per colour, three colours. */
  Picture normal() {
    NativeImage result = image;
    if (image.has("icc-profile-data")) {
      result = managed();
    } else if (image.interpretation() == NativeImage.CMYK) {
      result =
          image
              .operation("icc_transform")
              .withWord("output-profile", "srgb")
              .withWord("input-profile", "cmyk")
              .image();
    }
    if (result.interpretation() != NativeImage.SRGB) {
      result = result.operation("colourspace").with("space", NativeImage.SRGB).image();
    }
    int wanted = result.hasAlpha() ? COLORS + 1 : COLORS;
    if (result.bands() > wanted) {
      result = result.operation("extract_band").with("band", 0).with("n", wanted).image();
    }
    return with(result.asBytes());
  }

  /** A profile that cannot be applied is no reason to refuse a picture. */
  private NativeImage managed() {
    try {
      return image
          .operation("icc_transform")
          .withWord("output-profile", "srgb")
          .withWord("input-profile", image.interpretation() == NativeImage.CMYK ? "cmyk" : "srgb")
          .with("embedded", true)
          .with("depth", 8)
          .image();
    } catch (VipsException unusable) {
      return image;
    }
  }

  /** Exactly that size. */
  Picture scaled(Size size) {
    if (size.equals(size())) {
      return this;
    }
    Picture result =
        overColors(picture ->
            picture
                .operation("resize")
                .with("scale", (double) size.width() / picture.width())
                .with("vscale", (double) size.height() / picture.height())
                .image());
    return size.equals(result.size()) ? result : result.trimmed(size);
  }

  /** Cuts or repeats the edge pixels that rounding left over. */
  private Picture trimmed(Size size) {
    return with(
        image
            .operation("gravity")
            .with("direction", CENTRE)
            .with("width", size.width())
            .with("height", size.height())
            .with("extend", EXTEND_COPY)
            .image());
  }

  /** Changes pixels that depend on each other: colours count as much as they are opaque. */
  Picture overColors(UnaryOperator<NativeImage> change) {
    if (!hasAlpha()) {
      return with(change.apply(image));
    }
    NativeImage weighted = change.apply(image.operation("premultiply").image());
    NativeImage plain = weighted.operation("unpremultiply").image();
    return with(image.hasBytes() ? plain.asBytes() : plain);
  }

  /** Changes colours and leaves the opacity. */
  Picture onColors(UnaryOperator<NativeImage> change) {
    if (!hasAlpha()) {
      return with(change.apply(image).asBytes());
    }
    NativeImage colors = change.apply(bands(0, COLORS)).asBytes();
    return with(joined(colors, bands(COLORS, 1)));
  }

  /** Multiplies the opacity with a mask of bytes. */
  Picture masked(NativeImage mask) {
    if (!hasAlpha()) {
      return with(joined(image, mask));
    }
    NativeImage product =
        image
            .scope()
            .operation("multiply")
            .with("left", bands(COLORS, 1))
            .with("right", mask)
            .image();
    NativeImage alpha =
        product.operation("linear").withNumbers("a", 1 / FULL).withNumbers("b", 0.5).image();
    return with(joined(bands(0, COLORS), alpha.asBytes()));
  }

  /** Multiplies the opacity. */
  Picture faded(double factor) {
    Picture opaque = withAlpha();
    NativeImage alpha =
        opaque
            .bands(COLORS, 1)
            .operation("linear")
            .withNumbers("a", factor)
            .withNumbers("b", 0.5)
            .image();
    return with(joined(opaque.bands(0, COLORS), alpha.asBytes()));
  }

  /** The same with an alpha band. */
  Picture withAlpha() {
    return hasAlpha() ? this : with(image.operation("addalpha").image());
  }

  private NativeImage bands(int first, int count) {
    return image.operation("extract_band").with("band", first).with("n", count).image();
  }

  private static NativeImage joined(NativeImage colors, NativeImage alpha) {
    return colors
        .scope()
        .operation("bandjoin")
        .withImages("in", List.of(colors, alpha))
        .image()
        .operation("copy")
        .with("interpretation", NativeImage.SRGB)
        .image();
  }
}
