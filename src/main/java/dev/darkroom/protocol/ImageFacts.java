package dev.darkroom.protocol;

/**
 * What is known of a picture without decoding it.
 *
 * @param format the contract's word: jpg, png, webp, gif, avif, tiff, svg…
 * @param width pixels, as displayed (after the EXIF orientation)
 * @param height pixels, as displayed; of one frame
 * @param pages frames or pages, at least 1
 */
public record ImageFacts(String format, int width, int height, int pages, boolean alpha) {}
