package dev.darkroom.protocol;

import java.util.List;

/**
 * Asks for a video of kept files, one after the other. Without slides it only asks whether that is
 * possible here, and is answered with nothing.
 *
 * @param longest milliseconds
 */
public record DrawSlideshow(
    int width, int height, int framesPerSecond, int longest, List<Slide> slides)
    implements BusMessage {
  public static final Address<DrawSlideshow, DrawnSlideshow> ADDRESS =
      Address.of("video.slideshow", DrawSlideshow.class, DrawnSlideshow.class)
          .onThisNode()
          .atLength();

  /**
   * One file.
   *
   * @param moving whether it is a video; else a JPEG of the slideshow's size
   * @param duration milliseconds, the transition to the next included
   * @param transition as ffmpeg's {@code xfade} calls it
   * @param transitionDuration milliseconds
   */
  public record Slide(
      BlobRef blob, boolean moving, int duration, String transition, int transitionDuration) {}
}
