package dev.darkroom.asset.compose;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.ExpandTransformation;
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
}
