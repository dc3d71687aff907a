package dev.darkroom.protocol;

import java.util.List;

/** Asks which of these transformations derived versions were made with. */
public record FindUsedTransformations(long environmentId, List<String> transformations)
    implements BusMessage {
  public static final Address<FindUsedTransformations, UsedTransformations> ADDRESS =
      Address.of(
              "asset.find-used-transformations",
              FindUsedTransformations.class,
              UsedTransformations.class)
          .onThisNode();
}
