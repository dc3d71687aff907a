package dev.darkroom.protocol;

/**
 * Deletes one thing by its name; {@link ErrorCode#NOT_FOUND} when there is none. The derived
 * versions of a transformation go with it; a predefined streaming profile is as it was.
 */
public record DeleteCatalog(long environmentId, CatalogKind kind, String name)
    implements BusMessage {
  public static final Address<DeleteCatalog, Answer> ADDRESS =
      Address.of("catalog.delete", DeleteCatalog.class, Answer.class).onThisNode().atLength();
}
