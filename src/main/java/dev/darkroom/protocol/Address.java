package dev.darkroom.protocol;

/**
 * A typed address of the bus: where a request goes, and the types of the request and its reply.
 *
 * @param name {@code <package>.<verb>}
 * @param reach whether another node may answer
 * @param pace which of the two deadlines applies
 */
public record Address<Q extends BusMessage, R extends BusMessage>(
    String name, Class<Q> request, Class<R> reply, Reach reach, Pace pace) {

  /** How far a request may travel. */
  public enum Reach {
    /**
     * Stays on this node: it carries a secret, names bytes that only this node holds, or is part of
     * every upload or delivery. Any node could answer that as well, but a message to a node that
     * dies before it replies costs the whole deadline.
     */
    NODE,
    /** Any node of the cluster may answer. */
    CLUSTER
  }

  /** How long a caller waits. */
  public enum Pace {
    /** A look-up or a small change. */
    QUICK,
    /** Work on pixels or on the network. */
    LONG
  }

  /** A quick request that any node may answer. */
  public static <Q extends BusMessage, R extends BusMessage> Address<Q, R> of(
      String name, Class<Q> request, Class<R> reply) {
    return new Address<>(name, request, reply, Reach.CLUSTER, Pace.QUICK);
  }

  /** The same address, answered only by this node. */
  public Address<Q, R> onThisNode() {
    return new Address<>(name, request, reply, Reach.NODE, pace);
  }

  /** The same address with the long deadline. */
  public Address<Q, R> atLength() {
    return new Address<>(name, request, reply, reach, Pace.LONG);
  }
}
