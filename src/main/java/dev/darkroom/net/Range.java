package dev.darkroom.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A range that is not the public internet, with its name. Sources: the IANA special-purpose address
 * registries for IPv4 and IPv6 (RFC 6890 and its updates).
 */
record Range(Cidr cidr, String name) {
  private static final Cidr GLOBAL = Cidr.of("2000::/3");

  /** An IPv4 address in the last 32 bits, reached through a translator (RFC 6052). */
  private static final Cidr TRANSLATED = Cidr.of("64:ff9b::/96");

  private static final List<Range> SPECIAL =
      List.of(
          of("0.0.0.0/8", "this network"),
          of("10.0.0.0/8", "private"),
          of("100.64.0.0/10", "shared by a carrier"),
          of("127.0.0.0/8", "loopback"),
          of("169.254.0.0/16", "link-local"),
          of("172.16.0.0/12", "private"),
          of("192.0.0.0/24", "for protocol assignments"),
          of("192.0.2.0/24", "for documentation"),
          of("192.31.196.0/24", "an AS112 sink"),
          of("192.52.193.0/24", "for multicast tunnels"),
          of("192.88.99.0/24", "a 6to4 relay"),
          of("192.168.0.0/16", "private"),
          of("192.175.48.0/24", "an AS112 sink"),
          of("198.18.0.0/15", "for benchmarks"),
          of("198.51.100.0/24", "for documentation"),
          of("203.0.113.0/24", "for documentation"),
          of("224.0.0.0/4", "multicast"),
          of("255.255.255.255/32", "broadcast"),
          of("240.0.0.0/4", "reserved"),
          of("::/128", "unspecified"),
          of("::1/128", "loopback"),
          of("64:ff9b:1::/48", "a local translation"),
          of("100::/64", "discarded"),
          of("fc00::/7", "private"),
          of("fe80::/10", "link-local"),
          of("fec0::/10", "site-local"),
          of("ff00::/8", "multicast"),
          of("2001::/32", "a Teredo tunnel"),
          of("2001::/23", "for protocol assignments"),
          of("2001:db8::/32", "for documentation"),
          of("2002::/16", "a 6to4 tunnel"),
          of("2620:4f:8000::/48", "an AS112 sink"),
          of("3fff::/20", "for documentation"));

  /** Why the address is not public, or empty when it is. */
  static Optional<String> of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (TRANSLATED.contains(bytes)) {
      return special(lastFour(bytes)).map(name -> "a translation of an address that is " + name);
    }
    Optional<String> name = special(bytes);
    return name.isEmpty() && bytes.length == 16 && !GLOBAL.contains(bytes)
        ? Optional.of("not a global unicast address")
        : name;
  }

  private static Optional<String> special(byte[] address) {
    return SPECIAL.stream()
        .filter(range -> range.cidr.contains(address))
        .map(Range::name)
        .findFirst();
  }

  private static byte[] lastFour(byte[] address) {
    return Arrays.copyOfRange(address, 12, 16);
  }

  private static Range of(String cidr, String name) {
    return new Range(Cidr.of(cidr), name);
  }
}
