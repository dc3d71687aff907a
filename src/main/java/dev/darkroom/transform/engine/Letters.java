package dev.darkroom.transform.engine;

import dev.darkroom.transform.plan.Lettering;
import dev.darkroom.transform.plan.Paint;
import java.util.Locale;

/** Draws text with Pango inside libvips; the result is trimmed to what is seen. */
final class Letters {
  /** One point is then one pixel. */
  private static final int DENSITY = 72;

  private static final int ALIGN_LEFT = 0;
  private static final int ALIGN_CENTRE = 1;
  private static final int ALIGN_RIGHT = 2;

  private Letters() {}

  static Picture draw(Scope scope, Lettering lettering) {
    int align =
        switch (lettering.side()) {
          case LEFT, JUSTIFIED -> ALIGN_LEFT;
          case CENTER -> ALIGN_CENTRE;
          case RIGHT -> ALIGN_RIGHT;
        };
    NativeImage drawn =
        scope
            .operation("text")
            .withText("text", markup(lettering))
            .withText("font", lettering.font() + " " + lettering.size())
            .with("align", align)
            .with("justify", lettering.side() == Lettering.Side.JUSTIFIED)
            .with("dpi", DENSITY)
            .with("spacing", lettering.spacing())
            .with("rgba", true)
            .image();
    Picture letters = new Picture(drawn, false).normal().faded(opacity(lettering));
    return lettering.background().alpha() == 0
        ? letters
        : Painter.back(letters, lettering.background());
  }

  private static double opacity(Lettering lettering) {
    return lettering.opacity() * lettering.color().alpha() / 255;
  }

  private static String markup(Lettering lettering) {
    String line =
        switch (lettering.line()) {
          case NONE -> "";
          case UNDER -> " underline='single'";
          case THROUGH -> " strikethrough='true'";
        };
    Paint color = lettering.color();
    return String.format(
        Locale.ROOT,
        "<span foreground='#%02x%02x%02x' weight='%d' style='%s'%s>%s</span>",
        color.red(),
        color.green(),
        color.blue(),
        lettering.weight(),
        lettering.italic() ? "italic" : "normal",
        line,
        escaped(lettering.text()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
