package dev.darkroom.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
  private static final List<Cidr> NOTHING = List.of();

  /** Every spelling is refused before anything is resolved; the resolver would fail the test. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          127.0.0.1                      | loopback
          127.255.255.254                | loopback
          127.1                          | loopback
          127.0.1                        | loopback
          2130706433                     | loopback
          017700000001                   | loopback
          0177.0.0.1                     | loopback
          0x7f.0.0.1                     | loopback
          0x7f000001                     | loopback
          0x7F.1                         | loopback
          0177.0x0.1                     | loopback
          0                              | this network
          0.0.0.0                        | this network
          0x0                            | this network
          0.1.2.3                        | this network
          10.0.0.1                       | private
          10.255.255.255                 | private
          167772161                      | private
          012.1                          | private
          172.16.0.1                     | private
          172.31.255.255                 | private
          0xac100001                     | private
          192.168.0.1                    | private
          192.168.1                      | private
          3232235521                     | private
          169.254.169.254                | link-local
          2852039166                     | link-local
          0xa9fea9fe                     | link-local
          0251.0376.0251.0376            | link-local
          169.254.43518                  | link-local
          100.64.0.1                     | shared by a carrier
          100.100.100.200                | shared by a carrier
          100.127.255.255                | shared by a carrier
          192.0.0.1                      | for protocol assignments
          192.0.0.192                    | for protocol assignments
          192.0.2.1                      | for documentation
          198.51.100.7                   | for documentation
          203.0.113.9                    | for documentation
          192.88.99.1                    | a 6to4 relay
          198.18.0.1                     | for benchmarks
          198.19.255.255                 | for benchmarks
          224.0.0.1                      | multicast
          239.255.255.250                | multicast
          240.0.0.1                      | reserved
          255.255.255.255                | broadcast
          4294967295                     | broadcast
          1.1.1.1@127.0.0.1              | loopback
          1.1.1.1:80@10.0.0.1:81         | private
          [::]                           | unspecified
          [::1]                          | loopback
          [0:0:0:0:0:0:0:1]              | loopback
          [::ffff:127.0.0.1]             | loopback
          [::ffff:7f00:1]                | loopback
          [0:0:0:0:0:ffff:169.254.169.254] | link-local
          [::ffff:10.0.0.1]              | private
          [::127.0.0.1]                  | not a global unicast address
          [::7f00:1]                     | not a global unicast address
          [64:ff9b::127.0.0.1]           | a translation of an address that is loopback
          [64:ff9b::a9fe:a9fe]           | a translation of an address that is link-local
          [64:ff9b::192.168.0.1]         | a translation of an address that is private
          [64:ff9b:1::1.2.3.4]           | a local translation
          [100::1]                       | discarded
          [100:0:0:1::1]                 | not a global unicast address
          [2001::1]                      | a Teredo tunnel
          [2001:0:4136:e378:8000:63bf:3fff:fdd2] | a Teredo tunnel
          [2001:2::1]                    | for protocol assignments
          [2001:10::1]                   | for protocol assignments
          [2001:20::1]                   | for protocol assignments
          [2001:db8::1]                  | for documentation
          [2002:7f00:1::]                | a 6to4 tunnel
          [2002:c0a8:101::1]             | a 6to4 tunnel
          [3fff::1]                      | for documentation
          [3fff:fff::1]                  | for documentation
          [5f00::1]                      | not a global unicast address
          [fc00::1]                      | private
          [fd00:ec2::254]                | private
          [fe80::1]                      | link-local
          [febf::1]                      | link-local
          [fec0::1]                      | site-local
          [ff02::1]                      | multicast
          [4000::1]                      | not a global unicast address
          """)
  void refusesEverySpellingOfAnAddressThatIsNotPublic(String host, String reason) {
    Future<Pinned> pinned = guard(NOTHING).pin(URI.create("http://" + host + "/hook"));
    ForbiddenAddress forbidden = assertInstanceOf(ForbiddenAddress.class, pinned.cause());
    String message = String.valueOf(forbidden.getMessage());
    assertTrue(message.endsWith(", which is " + reason), message);
  }

  @ParameterizedTest
  @CsvSource({
    "1.1.1.1, 1.1.1.1",
    "16843009, 1.1.1.1",
    "8.8, 8.0.0.8",
    "9.255.255.255, 9.255.255.255",
    "11.0.0.0, 11.0.0.0",
    "100.63.255.255, 100.63.255.255",
    "100.128.0.0, 100.128.0.0",
    "126.255.255.255, 126.255.255.255",
    "128.0.0.0, 128.0.0.0",
    "169.253.255.255, 169.253.255.255",
    "172.15.255.255, 172.15.255.255",
    "172.32.0.0, 172.32.0.0",
    "192.0.1.0, 192.0.1.0",
    "192.167.255.255, 192.167.255.255",
    "198.17.255.255, 198.17.255.255",
    "198.20.0.0, 198.20.0.0",
    "223.255.255.255, 223.255.255.255",
    "[::ffff:1.1.1.1], 1.1.1.1",
    "[64:ff9b::1.1.1.1], 64:ff9b:0:0:0:0:101:101",
    "[2606:4700::1111], 2606:4700:0:0:0:0:0:1111",
    "[2001:200::1], 2001:200:0:0:0:0:0:1",
    "[3ffe::1], 3ffe:0:0:0:0:0:0:1"
  })
  void pinsThePublicInternet(String host, String address) {
    Pinned pinned = guard(NOTHING).pin(URI.create("http://" + host + ":81/a?b=c")).result();
    assertEquals(List.of(address), pinned.addresses().stream().map(this::text).toList());
    assertEquals(81, pinned.port());
    assertEquals("/a?b=c", pinned.path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "//example.com/",
        "example.com",
        "http:example.com",
        "http:///path",
        "http://user@under_score/",
        "http://exa%6dple.com/",
        "http://[fe80::1%25eth0]/",
        "http://example.com:0/",
        "http://example.com:65536/",
        "poll://channel"
      })
  void refusesWhatIsNoUrlForUs(String url) {
    assertInstanceOf(ForbiddenAddress.class, guard(NOTHING).pin(URI.create(url)).cause());
  }

  @Test
  void takesNamesWithUnderscores() {
    AddressGuard guard = new AddressGuard(found("1.1.1.1"), NOTHING);
    Pinned pinned = guard.pin(URI.create("http://my_service:8080/hook")).result();
    assertEquals("my_service", pinned.host());
    assertEquals(8080, pinned.port());
  }

  @Test
  void refusesANameWithOnePrivateAddressAmongPublicOnes() {
    AddressGuard guard = new AddressGuard(found("1.1.1.1", "10.0.0.8"), NOTHING);
    Throwable cause = guard.pin(URI.create("https://rebind.example/")).cause();
    assertEquals("rebind.example is at 10.0.0.8, which is private", cause.getMessage());
  }

  @Test
  void pinsWhatItVettedAndKeepsTheName() {
    AddressGuard guard = new AddressGuard(found("1.1.1.1", "2606:4700::1111"), NOTHING);
    Pinned pinned = guard.pin(URI.create("HTTPS://Example.com")).result();
    assertEquals("Example.com", pinned.host());
    assertEquals(443, pinned.port());
    assertTrue(pinned.secure());
    assertEquals("/", pinned.path());
    assertEquals(2, pinned.addresses().size());
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, 127.0.0.1, true",
    "127.0.0.0/8, [::1], false",
    "::1/128, [::1], true",
    "::1, [::2], false",
    "10.1.0.0/16, 10.1.255.255, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "10.0.0.0/8, [::ffff:10.0.0.1], true",
    "10.0.0.0/8, [64:ff9b::10.0.0.1], false",
    "fd00::/8, [fd12::1], true",
    "0.0.0.0/0, 169.254.169.254, true",
    "10.0.0.0/8, 1.1.1.1, true"
  })
  void allowsWhatTheOperatorAllowed(String range, String host, boolean allowed) {
    Future<Pinned> pinned = guard(List.of(Cidr.of(range))).pin(URI.create("http://" + host + "/"));
    assertEquals(allowed, pinned.succeeded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "ten/8", "", "10.0.0.0/8/8", "localhost/8"})
  void refusesWhatIsNoRange(String text) {
    assertThrows(IllegalArgumentException.class, () -> Cidr.of(text));
  }

  private String text(InetAddress address) {
    return String.valueOf(address.getHostAddress());
  }

  private static AddressGuard guard(List<Cidr> allowed) {
    return new AddressGuard(
        host -> {
          throw new AssertionError("asked for " + host);
        },
        allowed);
  }

  private static Resolver found(String... addresses) {
    return host ->
        Future.succeededFuture(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
  }
}
