package dev.darkroom.api.upload;

import dev.darkroom.protocol.CreateSlideshow;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code manifest_json} of a slideshow (reference/upload-api.md 5.12): {@code w, h, fps, du}
 * and {@code vars} with {@code sdur, tdur, transition_s, slides}. It is pure.
 */
final class SlideshowManifest {
  private static final int LARGEST_SIDE = 1_920;
  private static final int MOST_SLIDES = 100;
  private static final int LONGEST_SLIDE = 60_000;
  private static final int LONGEST_SECONDS = 600;
  private static final Set<String> TOP = Set.of("w", "h", "fps", "du", "vars");
  private static final Set<String> VARS = Set.of("sdur", "tdur", "transition_s", "slides");
  private static final Set<String> SLIDE =
      Set.of("media", "sdur", "tdur", "transition_s", "type_s");

  /** The manifest's word, in lower case, to what the encoder calls it. */
  private static final Map<String, String> TRANSITIONS =
      Map.ofEntries(
          Map.entry("fade", "fade"),
          Map.entry("crosszoom", "zoomin"),
          Map.entry("circleopen", "circleopen"),
          Map.entry("circle", "circlecrop"),
          Map.entry("dissolve", "dissolve"),
          Map.entry("pixelize", "pixelize"),
          Map.entry("radial", "radial"),
          Map.entry("fadecolor", "fadeblack"),
          Map.entry("fadegrayscale", "fadegrays"),
          Map.entry("wipeleft", "wipeleft"),
          Map.entry("wiperight", "wiperight"),
          Map.entry("wipeup", "wipeup"),
          Map.entry("wipedown", "wipedown"),
          Map.entry("directional", "slideup"),
          Map.entry("windowslice", "hlslice"));

  private final JsonObject json;
  private final JsonObject vars;

  private SlideshowManifest(JsonObject json) {
    this.json = json;
    this.vars = json.getValue("vars") instanceof JsonObject given ? given : new JsonObject();
  }

  /** The show that the text describes, or a refusal that names what is wrong. */
  static CreateSlideshow.Show parse(String text) {
    try {
      return new SlideshowManifest(new JsonObject(text)).show();
    } catch (DecodeException broken) {
      throw invalid("it is not a JSON object");
    }
  }

  private CreateSlideshow.Show show() {
    requireKnown(json, TOP);
    requireKnown(vars, VARS);
    if (!(vars.getValue("slides") instanceof JsonArray given) || given.isEmpty()) {
      throw invalid("vars.slides is missing");
    }
    if (given.size() > MOST_SLIDES) {
      throw invalid("more than " + MOST_SLIDES + " slides");
    }
    List<CreateSlideshow.Slide> slides = new ArrayList<>();
    for (Object slide : given) {
      slides.add(slide(slide));
    }
    return new CreateSlideshow.Show(
        even(number(json, "w", null, 16, LARGEST_SIDE)),
        even(number(json, "h", null, 16, LARGEST_SIDE)),
        number(json, "fps", 25, 1, 60),
        1_000 * number(json, "du", LONGEST_SECONDS, 1, LONGEST_SECONDS),
        List.copyOf(slides));
  }

  private CreateSlideshow.Slide slide(Object slide) {
    if (!(slide instanceof JsonObject given)
        || !(given.getValue("media") instanceof String media)) {
      throw invalid("a slide without media");
    }
    requireKnown(given, SLIDE);
    boolean image = media.startsWith("i:");
    if ((!image && !media.startsWith("v:")) || !PublicId.isOne(media.substring(2))) {
      throw invalid("media must look like i:public_id or v:public_id");
    }
    JsonObject merged = new JsonObject().mergeIn(vars).mergeIn(given);
    int duration = number(merged, "sdur", 3_000, 100, LONGEST_SLIDE);
    int transition = number(merged, "tdur", Math.min(1_000, duration / 2), 0, LONGEST_SLIDE);
    if (2 * transition > duration) {
      throw invalid("tdur must be at most half of sdur");
    }
    return new CreateSlideshow.Slide(
        image ? ResourceType.IMAGE : ResourceType.VIDEO,
        media.substring(2),
        duration,
        transition(merged.getValue("transition_s", "fade")),
        transition);
  }

  private static String transition(Object name) {
    String known = TRANSITIONS.get(String.valueOf(name).toLowerCase(Locale.ROOT));
    if (known == null) {
      throw invalid("unsupported transition_s " + TermsOf.shown(String.valueOf(name)));
    }
    return known;
  }

  private static void requireKnown(JsonObject json, Set<String> names) {
    for (String name : json.fieldNames()) {
      if (!names.contains(name)) {
        throw invalid("unsupported member " + TermsOf.shown(name));
      }
    }
  }

  private static int number(
      JsonObject json, String name, @Nullable Integer otherwise, int least, int most) {
    Object value = json.getValue(name);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= least
        && number.intValue() <= most) {
      return number.intValue();
    }
    throw invalid(name + " must be from " + least + " to " + most);
  }

  private static int even(int number) {
    return number - number % 2;
  }

  private static Refusal invalid(String what) {
    return new Refusal(ErrorCode.INVALID_PARAMETER, "manifest_json", what);
  }
}
