package dev.darkroom.protocol;

/** Asks for an environment by its id. The reply holds secrets, so it never leaves the node. */
public record LoadEnvironment(long id) implements BusMessage {
  public static final Address<LoadEnvironment, Environment> ADDRESS =
      Address.of("environment.load", LoadEnvironment.class, Environment.class).onThisNode();
}
