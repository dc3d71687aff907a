package dev.darkroom.transform.language;

import java.util.Optional;

/**
 * Every key of the contract, one row each (reference/delivery-and-transformations.md 3): either
 * understood, or refused by its name.
 */
public enum Parameter {
  ANGLE("a", "angle", true),
  ASPECT_RATIO("ar", "aspect_ratio", true),
  BACKGROUND("b", "background", true),
  BORDER("bo", "border", true),
  CROP("c", "crop", true),
  EFFECT("e", "effect", true),
  FORMAT("f", "format", true),
  GRAVITY("g", "gravity", true),
  HEIGHT("h", "height", true),
  OPACITY("o", "opacity", true),
  QUALITY("q", "quality", true),
  RADIUS("r", "radius", true),
  WIDTH("w", "width", true),
  X("x", "x", true),
  Y("y", "y", true),
  NAMED("t", "transformation", true),
  DELAY("dl", "delay", true),
  DENSITY("dn", "density", true),
  PAGE("pg", "page", true),

  AUDIO_CODEC("ac", "audio_codec", false),
  AUDIO_FREQUENCY("af", "audio_frequency", false),
  BIT_RATE("br", "bit_rate", false),
  COLOR("co", "color", false),
  COLOR_SPACE("cs", "color_space", false),
  CONDITION("if", "if", false),
  CUSTOM_FUNCTION("fn", "custom_function", false),
  DEFAULT_IMAGE("d", "default_image", false),
  DURATION("du", "duration", false),
  END_OFFSET("eo", "end_offset", false),
  FLAGS("fl", "flags", false),
  FRAMES_PER_SECOND("fps", "fps", false),
  KEYFRAME_INTERVAL("ki", "keyframe_interval", false),
  OVERLAY("l", "overlay", false),
  PIXEL_RATIO("dpr", "dpr", false),
  PREFIX("p", "prefix", false),
  START_OFFSET("so", "start_offset", false),
  STREAMING_PROFILE("sp", "streaming_profile", false),
  UNDERLAY("u", "underlay", false),
  VARIABLE("$", "variable", false),
  VIDEO_CODEC("vc", "video_codec", false),
  VIDEO_SAMPLING("vs", "video_sampling", false),
  ZOOM("z", "zoom", false);

  private final String key;
  private final String word;
  private final boolean built;

  Parameter(String key, String word, boolean built) {
    this.key = key;
    this.word = word;
    this.built = built;
  }

  /** The key as it stands in a URL: {@code w} of {@code w_300}. */
  public String key() {
    return key;
  }

  /** The name used in refusals: {@code width}. */
  public String word() {
    return word;
  }

  /** Whether this server understands it; else it is refused by name. */
  public boolean built() {
    return built;
  }

  /** The parameter of that key, if the contract has one. */
  public static Optional<Parameter> of(String key) {
    for (Parameter parameter : values()) {
      if (parameter.key.equals(key)) {
        return Optional.of(parameter);
      }
    }
    return Optional.empty();
  }
}
