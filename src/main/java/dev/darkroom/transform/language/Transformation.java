package dev.darkroom.transform.language;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transformation, understood: components that are applied one after the other, each to the result
 * of the one before.
 */
public record Transformation(List<Component> components) {
  /** Changes nothing. */
  public static final Transformation NONE = new Transformation(List.of());

  public Transformation {
    components = List.copyOf(components);
  }

  /**
   * Reads the text of a URL or of an {@code eager} parameter, percent-decoded; empty means no
   * change. Refuses what it does not understand, by name.
   */
  public static Transformation parse(String text) {
    return Parser.parse(text);
  }

  /**
   * Whether one segment of a delivery URL's path is a component of a transformation
   * (reference/delivery-and-transformations.md 1: read from left to right, the first segment that
   * is none starts the version or the public id). It may still be refused by {@link #parse}.
   */
  public static boolean isComponent(String segment) {
    return Lexer.isComponent(segment);
  }

  /** The format that the last component to name one asks for; {@code f_auto} names none. */
  public Optional<Format> format() {
    Format named = Format.AUTO;
    for (Component component : components) {
      named =
          switch (component) {
            case Act act -> act.format() == null ? named : act.format();
          };
    }
    return Optional.of(named).filter(format -> format != Format.AUTO);
  }

  /** The page of the source, or its frame, from 1 on; the first component to name one decides. */
  public Optional<Integer> page() {
    return first(Act::page);
  }

  /** The dots per inch at which a vector source is drawn. */
  public Optional<Integer> density() {
    return first(Act::density);
  }

  /** Milliseconds between frames. */
  public Optional<Integer> delay() {
    return first(Act::delay);
  }

  private Optional<Integer> first(Function<Act, @Nullable Integer> setting) {
    for (Component component : components) {
      switch (component) {
        case Act act -> {
          Integer value = setting.apply(act);
          if (value != null) {
            return Optional.of(value);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The canonical text: settings sorted inside each component. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
