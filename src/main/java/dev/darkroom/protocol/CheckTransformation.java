package dev.darkroom.protocol;

/**
 * Asks whether unsigned URLs may use a transformation while only allowed ones are delivered;
 * refused with {@link ErrorCode#TRANSFORMATION_NOT_ALLOWED}.
 */
public record CheckTransformation(long environmentId, String transformation) implements BusMessage {
  public static final Address<CheckTransformation, Done> ADDRESS =
      Address.of("catalog.check-transformation", CheckTransformation.class, Done.class)
          .onThisNode();
}
