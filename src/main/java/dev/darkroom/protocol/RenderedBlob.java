package dev.darkroom.protocol;

/**
 * A derived picture, already in the blob store.
 *
 * @param md5 32 lower-case hexadecimal characters
 * @param width pixels
 * @param height pixels
 */
public record RenderedBlob(BlobRef blob, String md5, String format, int width, int height)
    implements BusMessage {}
