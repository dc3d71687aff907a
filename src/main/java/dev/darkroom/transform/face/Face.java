package dev.darkroom.transform.face;

/**
 * Where a face is.
 *
 * @param x left edge, as a part of the picture's width
 * @param y top edge, as a part of its height
 * @param width as a part of the picture's width
 * @param height as a part of its height
 * @param certainty 0 to 1
 */
public record Face(double x, double y, double width, double height, double certainty) {}
