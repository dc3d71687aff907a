package dev.darkroom.protocol;

/** Sets the hash of an environment's notifications. */
public record SetSignatureAlgorithm(long environmentId, SignatureAlgorithm algorithm)
    implements BusMessage {
  public static final Address<SetSignatureAlgorithm, Done> ADDRESS =
      Address.of("environment.set-signature-algorithm", SetSignatureAlgorithm.class, Done.class);
}
