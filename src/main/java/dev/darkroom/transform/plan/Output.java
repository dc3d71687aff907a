package dev.darkroom.transform.plan;

/**
 * How the result is encoded.
 *
 * @param quality 1 to 100 on the encoder's own scale; of no meaning to PNG and GIF
 * @param frames how many frames of the source are kept, from the first on
 * @param delay between frames, milliseconds; negative for the source's own
 */
public record Output(Encoding encoding, int quality, int frames, int delay) {
  /** Frames follow each other as they do in the source. */
  public static final int OWN_DELAY = -1;
}
