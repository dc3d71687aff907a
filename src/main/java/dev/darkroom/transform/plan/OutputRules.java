package dev.darkroom.transform.plan;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.language.Act;
import dev.darkroom.transform.language.Component;
import dev.darkroom.transform.language.Format;
import dev.darkroom.transform.language.Quality;
import dev.darkroom.transform.language.Transformation;
import org.jspecify.annotations.Nullable;

/** Chooses the encoding: the last component that names a format or a quality decides. */
final class OutputRules {
  private static final Quality USUAL = new Quality.Percent(80);

  private OutputRules() {}

  /**
   * The output of a transformation.
   *
   * @param requested the extension of the URL or the {@code /format} of an eager item; a format
   *     that the transformation names itself goes before it, {@code f_auto} does not
   */
  static Output output(Transformation transformation, ImageFacts source, String requested) {
    Encoding encoding = encoding(transformation.format().orElse(Format.AUTO), requested, source);
    boolean moves = encoding.moves() && moves(source) && transformation.page().isEmpty();
    return output(transformation, encoding, moves ? source.pages() : 1);
  }

  /** An output of that encoding, whatever the transformation says. */
  static Output output(Transformation transformation, Encoding encoding, int frames) {
    Quality quality = USUAL;
    for (Component component : transformation.components()) {
      quality =
          switch (component) {
            case Act act -> act.quality() == null ? quality : act.quality();
          };
    }
    int delay = transformation.delay().orElse(Output.OWN_DELAY);
    return new Output(encoding, scaled(quality, encoding), frames, delay);
  }

  /** The pages of other formats are no frames. */
  private static boolean moves(ImageFacts source) {
    return source.format().equals("gif") || source.format().equals("webp");
  }

  private static Encoding encoding(Format format, String requested, ImageFacts source) {
    Encoding named = encoding(format);
    if (named != null) {
      return named;
    }
    if (requested.isEmpty()) {
      return own(source);
    }
    Encoding extension = encoding(Format.of(requested).orElseThrow(() -> refused(requested)));
    return extension == null ? own(source) : extension;
  }

  private static @Nullable Encoding encoding(Format format) {
    return switch (format) {
      case JPG -> Encoding.JPG;
      case PNG -> Encoding.PNG;
      case WEBP -> Encoding.WEBP;
      case GIF -> Encoding.GIF;
      case AVIF -> Encoding.AVIF;
      case AUTO -> null;
    };
  }

  /** The source's own format where browsers show it, else one that they do. */
  private static Encoding own(ImageFacts source) {
    for (Encoding encoding : Encoding.values()) {
      if (encoding.word().equals(source.format())) {
        return encoding;
      }
    }
    return source.alpha() ? Encoding.PNG : Encoding.JPG;
  }

  private static Refusal refused(String requested) {
    return Format.known(requested)
        ? new Refusal(ErrorCode.UNSUPPORTED_TRANSFORMATION, "f_" + requested)
        : new Refusal(ErrorCode.INVALID_TRANSFORMATION_VALUE, "extension", requested);
  }

  /** The same visible quality needs other numbers in other encoders (engine.md 3). */
  private static int scaled(Quality quality, Encoding encoding) {
    return switch (quality) {
      case Quality.Percent(int value) ->
          encoding == Encoding.AVIF ? Math.max(1, Math.round(value * 0.65f)) : value;
      case Quality.Auto auto -> automatic(auto, encoding);
    };
  }

  private static int automatic(Quality.Auto level, Encoding encoding) {
    int steps =
        switch (level) {
          case BEST -> 1;
          case GOOD -> 0;
          case ECO -> -1;
          case LOW -> -2;
        };
    return switch (encoding) {
      case JPG, PNG, GIF -> 77 + 10 * steps;
      case WEBP -> 74 + 10 * steps;
      case AVIF -> 50 + 9 * steps;
    };
  }
}
