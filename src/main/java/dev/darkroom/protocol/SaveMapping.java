package dev.darkroom.protocol;

/**
 * Creates or changes an upload mapping (reference/admin-api.md 11).
 *
 * @param folder without slashes at its ends
 * @param template what the rest of a public id is appended to: an {@code http} or {@code https} URL
 */
public record SaveMapping(long environmentId, String folder, String template, boolean create)
    implements BusMessage {
  public static final Address<SaveMapping, Answer> ADDRESS =
      Address.of("catalog.save-mapping", SaveMapping.class, Answer.class).onThisNode();
}
