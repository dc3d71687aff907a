package dev.darkroom.protocol;

/**
 * Asks for a derived picture.
 *
 * @param transformation the text as requested, without {@code /format}; empty to only convert
 * @param format the format asked for by extension or {@code /format}; empty for the
 *     transformation's own, else the source's
 */
public record RenderBlob(BlobRef source, ImageFacts facts, String transformation, String format)
    implements BusMessage {
  public static final Address<RenderBlob, RenderedBlob> ADDRESS =
      Address.of("transform.render", RenderBlob.class, RenderedBlob.class).atLength();
}
