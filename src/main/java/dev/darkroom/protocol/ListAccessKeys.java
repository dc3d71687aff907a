package dev.darkroom.protocol;

/**
 * Asks for a page of a product environment's access keys with their secrets (reference/admin-api.md
 * 17).
 *
 * @param subAccount the environment's external id
 * @param page from 1
 */
public record ListAccessKeys(
    String subAccount, int page, int pageSize, Sort sort, boolean descending)
    implements BusMessage {
  /** What they are ordered by. */
  public enum Sort {
    CREATED_AT,
    UPDATED_AT,
    NAME,
    API_KEY,
    ENABLED
  }

  public static final Address<ListAccessKeys, Answer> ADDRESS =
      Address.of("environment.list-keys", ListAccessKeys.class, Answer.class).onThisNode();
}
