package dev.darkroom.net;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The receiver named by an http or https URL.
 *
 * @param host IPv6 without brackets
 */
record Target(boolean secure, String host, int port) {
  /** What {@link URI} leaves unparsed but networks know: {@code my_service:80}, {@code 127.1}. */
  private static final Pattern LOOSE = Pattern.compile("([A-Za-z0-9._-]{1,255})(?::(\\d{1,5}))?");

  private static final int LAST_PORT = 65_535;

  Target {
    if (port < 1 || port > LAST_PORT) {
      throw new ForbiddenAddress("there is no port " + port);
    }
    if (host.contains("%")) {
      throw new ForbiddenAddress(host + " names a network interface");
    }
  }

  /** Reads the URL, or throws {@link ForbiddenAddress}. */
  static Target of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    String authority = url.getRawAuthority();
    if (authority == null || !(secure || scheme.equals("http"))) {
      throw new ForbiddenAddress("not an absolute http or https URL");
    }
    int standard = secure ? 443 : 80;
    if (url.getHost() != null) {
      return new Target(secure, bare(url.getHost()), url.getPort() < 0 ? standard : url.getPort());
    }
    Matcher loose = LOOSE.matcher(authority);
    if (!loose.matches()) {
      throw new ForbiddenAddress("not a host: " + authority);
    }
    String port = loose.group(2);
    return new Target(secure, loose.group(1), port == null ? standard : Integer.parseInt(port));
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
