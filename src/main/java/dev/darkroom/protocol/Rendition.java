package dev.darkroom.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One form of a sprite or an animation, as its URL says (reference/delivery-and-transformations.md
 * 8). Pure.
 *
 * @param type {@code sprite} or {@code multi}
 * @param transformation as in the URL; may be empty
 * @param extension of the picture: png, gif…
 */
public record Rendition(DeliveryType type, String transformation, String extension) {
  /** What tells of a sprite but is no picture. */
  public static final Set<String> TEXTS = Set.of("css", "json");

  private static final Pattern FORMAT = Pattern.compile("(?:^|[,/])f_([a-z0-9]+)(?=[,/]|$)");
  private static final Pattern PREFIX = Pattern.compile("p_([A-Za-z][A-Za-z0-9_-]{0,99})");

  /**
   * The form that a call asks for. A sprite's texts have no extension of their own to tell the
   * picture's format: it stands in the transformation, as the SDKs write it.
   */
  public static Rendition ordered(DeliveryType type, String transformation, String format) {
    String named = format.isEmpty() ? format(transformation) : canonical(format);
    boolean spelled =
        type != DeliveryType.SPRITE || named.isEmpty() || named.equals(format(transformation));
    return new Rendition(
        type,
        spelled ? transformation : withFormat(transformation, named),
        named.isEmpty() ? usual(type) : named);
  }

  /** The form that a URL asks for, whose extension may be that of a text. */
  public static Rendition delivered(DeliveryType type, String transformation, String extension) {
    String named = format(transformation);
    String usual = named.isEmpty() ? usual(type) : named;
    boolean picture = !extension.isEmpty() && !TEXTS.contains(extension);
    return new Rendition(type, transformation, picture ? canonical(extension) : usual);
  }

  /** What is done to each picture: neither the result's format nor the names of classes. */
  public String pixels() {
    List<String> components = new ArrayList<>();
    for (String component : transformation.split("/", -1)) {
      List<String> settings = new ArrayList<>(List.of(component.split(",", -1)));
      settings.removeIf(setting ->
          setting.isEmpty() || setting.startsWith("f_") || PREFIX.matcher(setting).matches());
      if (!settings.isEmpty()) {
        components.add(String.join(",", settings));
      }
    }
    return String.join("/", components);
  }

  /** What class names begin with. */
  public String prefix() {
    for (String setting : transformation.split("[,/]", -1)) {
      Matcher prefix = PREFIX.matcher(setting);
      if (prefix.matches()) {
        return prefix.group(1);
      }
    }
    return "";
  }

  /** The format that the last {@code f_} names; empty for none and for {@code f_auto}. */
  public static String format(String transformation) {
    Matcher format = FORMAT.matcher(transformation);
    String last = "";
    while (format.find()) {
      last = format.group(1);
    }
    return last.equals("auto") ? "" : canonical(last);
  }

  private static String canonical(String format) {
    return format.equals("jpeg") ? "jpg" : format;
  }

  /** In the last component, sorted as the SDKs sort. */
  private static String withFormat(String transformation, String format) {
    List<String> components = new ArrayList<>(List.of(transformation.split("/", -1)));
    List<String> settings = new ArrayList<>(List.of(components.getLast().split(",", -1)));
    settings.removeIf(setting -> setting.isEmpty() || setting.startsWith("f_"));
    settings.add("f_" + format);
    components.set(components.size() - 1, String.join(",", settings.stream().sorted().toList()));
    return String.join("/", components);
  }

  private static String usual(DeliveryType type) {
    return type == DeliveryType.SPRITE ? "png" : "gif";
  }
}
