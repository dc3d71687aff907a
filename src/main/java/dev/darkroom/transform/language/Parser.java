package dev.darkroom.transform.language;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns settings into typed components, or refuses them by name. */
final class Parser {
  /** Sizes beyond this cannot be meant; the planner's limits are lower. */
  private static final int LARGEST_SIDE = 100_000;

  private static final int MOST_PAGES = 100_000;
  private static final int MOST_DENSITY = 1_200;
  private static final int LONGEST_DELAY = 60_000;

  /** More than one page, or a layer: what only {@code explode} understands. */
  private static final Pattern PAGES =
      Pattern.compile("all|(?:name|embedded):.*|\\d+(?:-\\d*)?(?:[;,]\\d+(?:-\\d*)?)*");

  private static final Pattern RATIO =
      Pattern.compile("(\\d{1,5}(?:\\.\\d{1,5})?):(\\d{1,5}(?:\\.\\d{1,5})?)");

  private final Map<Parameter, Setting> settings = new EnumMap<>(Parameter.class);

  private Parser(List<Setting> component) {
    for (Setting setting : component) {
      requireBuilt(setting);
      settings.put(setting.parameter(), setting);
    }
  }

  static Transformation parse(String text) {
    return new Transformation(
        Lexer.components(text).stream()
            .<Component>map(component -> new Parser(component).act())
            .toList());
  }

  private Act act() {
    Setting angle = settings.get(Parameter.ANGLE);
    return new Act(
        resize(),
        angle == null ? List.of() : Turn.of(angle),
        read(Parameter.EFFECT, EffectTable::effect),
        read(Parameter.OPACITY, setting -> setting.integer(0, 100)),
        read(Parameter.RADIUS, Radius::of),
        read(Parameter.BORDER, Border::of),
        read(Parameter.BACKGROUND, Parser::background),
        read(Parameter.QUALITY, Quality::of),
        read(Parameter.FORMAT, Format::of),
        read(Parameter.PAGE, Parser::page),
        read(Parameter.DENSITY, setting -> setting.integer(1, MOST_DENSITY)),
        read(Parameter.DELAY, setting -> setting.integer(0, LONGEST_DELAY)));
  }

  /** Null when the component changes no size; gravity and offsets alone mean nothing. */
  private @Nullable Resize resize() {
    Resize resize =
        new Resize(
            orElse(read(Parameter.CROP, Crop::of), Crop.SCALE),
            read(Parameter.WIDTH, setting -> setting.length(1, LARGEST_SIDE)),
            read(Parameter.HEIGHT, setting -> setting.length(1, LARGEST_SIDE)),
            read(Parameter.ASPECT_RATIO, Parser::ratio),
            read(Parameter.GRAVITY, Gravity::of),
            read(Parameter.X, setting -> setting.length(-LARGEST_SIDE, LARGEST_SIDE)),
            read(Parameter.Y, setting -> setting.length(-LARGEST_SIDE, LARGEST_SIDE)));
    boolean asked =
        settings.containsKey(Parameter.CROP)
            || resize.width() != null
            || resize.height() != null
            || resize.ratio() != null;
    return asked ? resize : null;
  }

  private <T> @Nullable T read(Parameter parameter, Function<Setting, T> reader) {
    Setting setting = settings.get(parameter);
    return setting == null ? null : reader.apply(setting);
  }

  private static <T> T orElse(@Nullable T value, T other) {
    return value == null ? other : value;
  }

  private static void requireBuilt(Setting setting) {
    if (setting.parameter() == Parameter.NAMED) {
      throw new Refusal(ErrorCode.UNKNOWN_TRANSFORMATION, Lexer.shown(setting.value()));
    }
    if (!setting.parameter().built()) {
      throw setting.unsupported();
    }
  }

  private static double ratio(Setting setting) {
    Matcher pair = RATIO.matcher(setting.value());
    double ratio =
        pair.matches()
            ? Double.parseDouble(pair.group(1)) / Double.parseDouble(pair.group(2))
            : setting.number(setting.value(), 0.01, 100);
    if (!(ratio >= 0.01 && ratio <= 100)) {
      throw setting.invalid();
    }
    return ratio;
  }

  private static int page(Setting setting) {
    boolean several = PAGES.matcher(setting.value()).matches() && !setting.value().matches("\\d+");
    if (several) {
      throw setting.unsupported();
    }
    return setting.integer(1, MOST_PAGES);
  }

  private static Color background(Setting setting) {
    if (setting.value().matches("(?:auto|blurred|gen_fill)(?::.*)?")) {
      throw setting.unsupported();
    }
    return Color.of(setting.value()).orElseThrow(setting::invalid);
  }
}
