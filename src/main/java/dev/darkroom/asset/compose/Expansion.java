package dev.darkroom.asset.compose;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.ExpandTransformation;
import dev.darkroom.protocol.Rendition;
import java.util.regex.Pattern;

/** Replaces named transformations by what they stand for. For virtual threads: it awaits. */
final class Expansion {
  private static final Pattern NAMED = Pattern.compile("(?:^|[,/])t_");

  private Expansion() {}

  /** The transformation without {@code t_}. */
  static String of(Bus bus, long environmentId, String transformation) {
    return NAMED.matcher(transformation).find()
        ? bus.request(
                ExpandTransformation.ADDRESS,
                new ExpandTransformation(environmentId, transformation))
            .await()
            .transformation()
        : transformation;
  }

  /**
   * The format that the transformation names, itself or in what its names stand for; empty for
   * none.
   *
   * @throws dev.darkroom.protocol.Refusal UNKNOWN_TRANSFORMATION
   */
  static String format(Bus bus, long environmentId, String transformation) {
    String full = of(bus, environmentId, transformation);
    String own = Rendition.format(transformation);
    return own.isEmpty() ? Rendition.format(full) : own;
  }
}
