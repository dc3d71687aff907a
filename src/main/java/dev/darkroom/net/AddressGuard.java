package dev.darkroom.net;

import io.vertx.core.Future;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Decides which addresses this server reaches on somebody's behalf: it resolves the name, vets
 * every address, and pins the connection to what it vetted, so that a name cannot change its mind
 * between the look and the leap. Whoever follows redirects asks again for each of them.
 */
public final class AddressGuard {
  private final Resolver resolver;
  private final List<Cidr> allowed;

  /**
   * A guard that refuses everything but the public internet and the allowed ranges.
   *
   * @param allowed ranges that may be reached although they are not public
   */
  public AddressGuard(Resolver resolver, List<Cidr> allowed) {
    this.resolver = resolver;
    this.allowed = List.copyOf(allowed);
  }

  /**
   * Where to connect for a URL. Fails with {@link ForbiddenAddress} when one of its addresses may
   * not be reached, or the URL is none for us, and with {@link UnresolvedHost}.
   */
  public Future<Pinned> pin(URI url) {
    Target target;
    try {
      target = Target.of(url);
    } catch (ForbiddenAddress forbidden) {
      return Future.failedFuture(forbidden);
    }
    return addresses(target.host())
        .map(found -> Pinned.of(target, url, vetted(target.host(), found)));
  }

  private Future<List<InetAddress>> addresses(String host) {
    Optional<InetAddress> literal = literal(host);
    return literal.isPresent()
        ? Future.succeededFuture(List.of(literal.get()))
        : resolver.resolve(host);
  }

  /**
   * The address that a host spells out, in any spelling that operating systems take: dotted,
   * shortened, as one number, hexadecimal, octal, or IPv6.
   */
  static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(
          host.contains(":") ? InetAddress.ofLiteral(host) : Inet4Address.ofPosixLiteral(host));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  private List<InetAddress> vetted(String host, List<InetAddress> found) {
    for (InetAddress address : found) {
      Optional<String> reason = refusal(address);
      if (reason.isPresent()) {
        throw new ForbiddenAddress(
            host + " is at " + address.getHostAddress() + ", which is " + reason.get());
      }
    }
    return found;
  }

  /** Why an address may not be reached, or empty when it may. */
  Optional<String> refusal(InetAddress address) {
    boolean isAllowed = allowed.stream().anyMatch(range -> range.contains(address));
    return isAllowed ? Optional.empty() : Range.of(address);
  }
}
