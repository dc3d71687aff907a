package dev.darkroom.protocol;

import java.util.Map;

/**
 * Asks the built-in receiver to keep what arrived (ours).
 *
 * @param name of the inbox
 * @param headers their names in lower case
 * @param body Base64
 */
public record KeepArrival(String name, Map<String, String> headers, String body)
    implements BusMessage {
  public static final Address<KeepArrival, KeptArrival> ADDRESS =
      Address.of("journal.keep-arrival", KeepArrival.class, KeptArrival.class).onThisNode();

  /**
   * The receiver's answer.
   *
   * @param status the HTTP status that the inbox was told to answer with
   */
  public record KeptArrival(long id, int status) implements BusMessage {}
}
