package dev.darkroom.protocol;

/**
 * Asks for a transformation with its named ones ({@code t_name}) replaced by what they stand for;
 * refused with {@code Unknown transformation}.
 */
public record ExpandTransformation(long environmentId, String transformation)
    implements BusMessage {
  public static final Address<ExpandTransformation, ExpandedTransformation> ADDRESS =
      Address.of(
              "catalog.expand-transformation",
              ExpandTransformation.class,
              ExpandedTransformation.class)
          .onThisNode();
}
