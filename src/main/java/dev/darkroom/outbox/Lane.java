package dev.darkroom.outbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The receiver behind a URL: deliveries of one lane wait for each other, never for another lane.
 */
public final class Lane {
  private Lane() {}

  /** {@code scheme://host:port} in lower case; the whole text when it is no URL. */
  public static String of(String url) {
    try {
      URI uri = new URI(url);
      String authority = uri.getRawAuthority();
      if (uri.getScheme() == null || authority == null) {
        return url;
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(uri.getScheme());
      String host = uri.getHost() == null ? authority : uri.getHost();
      return (uri.getScheme() + "://" + host + ":" + port).toLowerCase(Locale.ROOT);
    } catch (URISyntaxException notUrl) {
      return url;
    }
  }

  private static int defaultPort(String scheme) {
    return scheme.equalsIgnoreCase("https") ? 443 : 80;
  }
}
