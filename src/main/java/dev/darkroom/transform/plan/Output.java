package dev.darkroom.transform.plan;

/**
 * How the result is encoded.
 *
 * @param quality 1 to 100 on the encoder's own scale; of no meaning to PNG and GIF
 * @param frames how many frames of the source are kept, from the first on
 */
public record Output(Encoding encoding, int quality, int frames) {}
