package dev.darkroom.testing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Drawn faces, so that nobody's photograph is needed. */
public final class Portraits {
  private Portraits() {}

  /** Two faces, around (50, 60) and (140, 64). */
  public static BufferedImage two(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(new Color(90, 120, 150));
    graphics.fillRect(0, 0, width, height);
    face(graphics, 50, 60, 50);
    face(graphics, 140, 64, 40);
    graphics.dispose();
    return image;
  }

  private static void face(Graphics2D graphics, double x, double y, double size) {
    fill(graphics, new Color(70, 45, 30), oval(x, y - .2 * size, 1.24 * size, 1.3 * size));
    graphics.setColor(new Color(205, 150, 125));
    graphics.fill(new Rectangle2D.Double(x - .25 * size, y + .4 * size, .5 * size, .6 * size));
    graphics.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(x - .1 * size, y - .1 * size),
            (float) size,
            new float[] {0, 1},
            new Color[] {new Color(240, 195, 170), new Color(190, 130, 105)}));
    graphics.fill(new Ellipse2D.Double(x - .5 * size, y - .65 * size, size, 1.35 * size));
    eye(graphics, x - .2 * size, y, size);
    eye(graphics, x + .2 * size, y, size);
    draw(graphics, new Color(170, 110, 90), curve(x, y + .2 * size, .08 * size, .06 * size));
    fill(graphics, new Color(170, 60, 60), oval(x, y + .42 * size, .4 * size, .12 * size));
  }

  private static void eye(Graphics2D graphics, double x, double y, double size) {
    fill(graphics, Color.WHITE, oval(x, y - .095 * size, .2 * size, .11 * size));
    Color dark = new Color(60, 40, 30);
    fill(graphics, dark, oval(x, y - .095 * size, .1 * size, .11 * size));
    graphics.setStroke(new BasicStroke((float) (.045 * size)));
    draw(graphics, dark, curve(x, y - .22 * size, .13 * size, -.08 * size));
  }

  private static void fill(Graphics2D graphics, Color color, Ellipse2D oval) {
    graphics.setColor(color);
    graphics.fill(oval);
  }

  private static Ellipse2D oval(double x, double y, double width, double height) {
    return new Ellipse2D.Double(x - width / 2, y - height / 2, width, height);
  }

  private static void draw(Graphics2D graphics, Color color, QuadCurve2D curve) {
    graphics.setColor(color);
    graphics.draw(curve);
  }

  private static QuadCurve2D curve(double x, double y, double half, double bend) {
    return new QuadCurve2D.Double(x - half, y, x, y + bend, x + half, y);
  }
}
