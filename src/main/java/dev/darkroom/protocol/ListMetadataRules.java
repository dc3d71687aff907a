package dev.darkroom.protocol;

/** Asks for every rule between metadata fields, in the order they are applied. */
public record ListMetadataRules(long environmentId) implements BusMessage {
  public static final Address<ListMetadataRules, Answer> ADDRESS =
      Address.of("metadata.list-rules", ListMetadataRules.class, Answer.class).onThisNode();
}
