package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a video made of uploaded images and videos (reference/upload-api.md 5.12).
 *
 * @param publicId null to generate one
 */
public record CreateSlideshow(
    long environmentId,
    Caller caller,
    @Nullable PublicId publicId,
    List<String> tags,
    Show show,
    Terms terms)
    implements Order {
  public static final Address<CreateSlideshow, Answer> ADDRESS =
      Address.of("asset.create-slideshow", CreateSlideshow.class, Answer.class).onThisNode();

  /**
   * The manifest.
   *
   * @param width pixels, even
   * @param height pixels, even
   * @param longest milliseconds after which the video ends, whatever is left
   */
  public record Show(int width, int height, int framesPerSecond, int longest, List<Slide> slides) {}

  /**
   * One slide.
   *
   * @param media its public id
   * @param duration milliseconds, the transition to the next slide included
   * @param transition what leads to the next slide
   * @param transitionDuration milliseconds
   */
  public record Slide(
      ResourceType type, String media, int duration, String transition, int transitionDuration) {}

  /** The same with its name decided, as a job must have it. */
  public CreateSlideshow named(PublicId name) {
    return new CreateSlideshow(environmentId, caller, name, tags, show, terms);
  }
}
