package dev.darkroom.protocol;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where notifications go: an absolute http or https URL in ASCII, at most 2,048 characters, without
 * user information; or {@code poll://channel}, where they wait to be fetched, or {@code poll://*},
 * where they are found by their batch. Whether an address may be reached is asked at each attempt,
 * not here.
 */
public record NotificationUrl(String value) {
  private static final int MAXIMUM_LENGTH = 2_048;
  private static final int MOST_OF_ONE_CALL = 10;
  private static final int LAST_PORT = 65_535;
  private static final Pattern POLL =
      Pattern.compile("poll://([A-Za-z0-9_.-]{1,128}|\\*(\\?batch_id=[A-Za-z0-9_.:-]{1,255})?)");

  public NotificationUrl {
    if (value.length() > MAXIMUM_LENGTH) {
      throw refusal(value.substring(0, 80) + "… is longer than " + MAXIMUM_LENGTH + " characters");
    }
    if (value.chars().anyMatch(character -> character <= ' ' || character > '~')) {
      throw refusal("only visible ASCII characters are allowed");
    }
    if (value.regionMatches(true, 0, "poll:", 0, 5)) {
      if (!POLL.matcher(value).matches()) {
        throw refusal(value);
      }
    } else {
      check(value);
    }
  }

  /** Whether what is sent there waits to be fetched. */
  public boolean isPoll() {
    return value.startsWith("poll:");
  }

  /** The URLs of a {@code notification_url} parameter: one, or several on lines of their own. */
  public static List<String> listOf(String parameter) {
    List<String> urls =
        parameter
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> new NotificationUrl(line).value())
            .distinct()
            .toList();
    if (urls.size() > MOST_OF_ONE_CALL) {
      throw new Refusal(ErrorCode.TOO_MANY_NOTIFICATION_URLS, MOST_OF_ONE_CALL);
    }
    return urls;
  }

  private static void check(String value) {
    URI url;
    try {
      url = new URI(value);
    } catch (URISyntaxException unreadable) {
      throw refusal(value);
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    String authority = url.getRawAuthority();
    if (!(scheme.equals("http") || scheme.equals("https"))
        || authority == null
        || authority.startsWith(":")
        || url.getPort() == 0
        || url.getPort() > LAST_PORT) {
      throw refusal(value);
    }
    if (authority.contains("@")) {
      throw refusal("user information is not allowed");
    }
  }

  private static Refusal refusal(String what) {
    return new Refusal(ErrorCode.INVALID_NOTIFICATION_URL, what);
  }
}
