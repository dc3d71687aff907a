package dev.darkroom.outbox;

/**
 * What the deliveries to one URL wait in: they wait for each other, never for another lane. Global
 * notification URLs have a lane each. A call's own URL shares its lane with those that differ only
 * in their query, which callers like to fill with something new each time.
 */
public final class Lane {
  private Lane() {}

  /**
   * The lane's name.
   *
   * @param global whether a trigger named the URL
   */
  public static String of(long environmentId, String url, boolean global) {
    int query = global ? -1 : url.indexOf('?');
    return environmentId + " " + (query < 0 ? url : url.substring(0, query));
  }
}
