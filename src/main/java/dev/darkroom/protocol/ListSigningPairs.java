package dev.darkroom.protocol;

/**
 * Asks for the public keys of an environment as a JWK set: the one that signs, and those that did a
 * while ago.
 *
 * @param rotate whether a new one is to sign from now on
 */
public record ListSigningPairs(long environmentId, boolean rotate) implements BusMessage {
  public static final Address<ListSigningPairs, Answer> ADDRESS =
      Address.of("trigger.list-signing-pairs", ListSigningPairs.class, Answer.class);
}
