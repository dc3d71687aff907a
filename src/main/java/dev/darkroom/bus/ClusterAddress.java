package dev.darkroom.bus;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where this node meets the others.
 *
 * @param host this machine's address, as the other nodes reach it
 * @param port the first port to try; 0 for any free one
 * @param members {@code host:port} of other nodes; empty to start alone
 * @param trustedNetwork whether whoever reaches the address may be trusted
 * @param safety what keeps strangers out beside that
 */
public record ClusterAddress(
    String host, int port, List<String> members, boolean trustedNetwork, ClusterSafety safety) {

  /** Copies the list. */
  public ClusterAddress {
    members = List.copyOf(members);
  }

  /**
   * The address as a number.
   *
   * @throws IllegalStateException in one sentence, when it is unknown, or open to a network that
   *     nobody called trusted: Hazelcast knows no passwords
   */
  String numeric() {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(host);
    } catch (UnknownHostException unknown) {
      throw new IllegalStateException("The cluster host " + host + " is not known here.", unknown);
    }
    if (!addresses[0].isLoopbackAddress() && !trustedNetwork) {
      throw new IllegalStateException(
          "The cluster host %s is open to a network, and whoever reaches it is trusted: put it on a private network and set DARKROOM_CLUSTER_TRUSTED_NETWORK=true."
              .formatted(host));
    }
    return addresses[0].getHostAddress();
  }
}
