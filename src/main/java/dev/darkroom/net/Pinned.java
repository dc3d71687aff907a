package dev.darkroom.net;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * A URL whose addresses were vetted: connect to these and no others.
 *
 * @param host as in the URL, IPv6 without brackets
 * @param path with the query
 * @param addresses at least one, the preferred one first
 */
public record Pinned(
    String host, int port, boolean secure, String path, List<InetAddress> addresses) {

  static Pinned of(Target target, URI url, List<InetAddress> addresses) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return new Pinned(
        target.host(),
        target.port(),
        target.secure(),
        url.getRawQuery() == null ? path : path + "?" + url.getRawQuery(),
        List.copyOf(addresses));
  }

  /**
   * The request for a Vert.x HTTP client: it goes to one of the vetted addresses, while the Host
   * header, the TLS server name and the check of the certificate keep the name. Redirects are off.
   *
   * @param choice which address; counted round when there are fewer
   */
  public RequestOptions request(HttpMethod method, int choice) {
    InetAddress address = addresses.get(choice % addresses.size());
    return new RequestOptions()
        .setMethod(method)
        .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
        .setHost(host)
        .setPort(port)
        .setSsl(secure)
        .setURI(path)
        .setFollowRedirects(false);
  }
}
