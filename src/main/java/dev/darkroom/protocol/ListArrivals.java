package dev.darkroom.protocol;

/**
 * Asks what arrived in an inbox, oldest first (ours).
 *
 * @param after leaves out what has this number or a smaller one
 * @param count waits for so many
 * @param waitMillis but not longer
 */
public record ListArrivals(String name, long after, int count, int waitMillis)
    implements BusMessage {
  public static final Address<ListArrivals, Answer> ADDRESS =
      Address.of("journal.list-arrivals", ListArrivals.class, Answer.class).onThisNode().atLength();
}
