package dev.darkroom.protocol;

/**
 * Asks for an environment by its cloud name; refused as {@link ErrorCode#INVALID_CLOUD_NAME}. The
 * reply holds secrets, so it never leaves the node.
 */
public record FindEnvironment(String cloud) implements BusMessage {
  public static final Address<FindEnvironment, Environment> ADDRESS =
      Address.of("environment.find", FindEnvironment.class, Environment.class).onThisNode();
}
