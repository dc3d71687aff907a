package dev.darkroom.protocol;

import java.util.Map;

/**
 * Asks for a picture of a text (reference/upload-api.md 5.14).
 *
 * @param style the call's parameters as sent: {@code font_family}, {@code font_size}, {@code
 *     font_color}, {@code text_align}, {@code font_weight}, {@code font_style}, {@code background},
 *     {@code opacity}, {@code text_decoration}, {@code line_spacing}…; absent ones have defaults
 */
public record DrawText(String text, Map<String, String> style) implements BusMessage {
  public static final Address<DrawText, RenderedBlob> ADDRESS =
      Address.of("transform.text", DrawText.class, RenderedBlob.class).onThisNode().atLength();
}
