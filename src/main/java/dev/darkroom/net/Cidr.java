package dev.darkroom.net;

import java.net.InetAddress;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param bits how many leading bits of the network count
 */
public record Cidr(InetAddress network, int bits) {
  public Cidr {
    if (bits < 0 || bits > network.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("not a prefix length: /" + bits);
    }
  }

  /** Parses {@code address/bits}; an address alone is a range of one. */
  public static Cidr of(String text) {
    String[] parts = text.strip().split("/", 2);
    try {
      InetAddress network = InetAddress.ofLiteral(parts[0]);
      int all = network.getAddress().length * Byte.SIZE;
      return new Cidr(network, parts.length == 1 ? all : Integer.parseInt(parts[1]));
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalArgumentException("not a range of addresses: " + text, unreadable);
    }
  }

  /** Whether the address lies in this range; an IPv4 address never lies in an IPv6 range. */
  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  boolean contains(byte[] address) {
    byte[] start = network.getAddress();
    if (start.length != address.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (start[i] != address[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((start[whole] ^ address[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + bits;
  }
}
