package dev.darkroom.api.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** What counts as a web address in a parameter. */
public final class WebAddress {
  private WebAddress() {}

  /** Whether the text is an absolute {@code http} or {@code https} URL with a host. */
  public static boolean isOne(String text) {
    try {
      URI address = new URI(text);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https")) && address.getHost() != null;
    } catch (URISyntaxException notOne) {
      return false;
    }
  }
}
