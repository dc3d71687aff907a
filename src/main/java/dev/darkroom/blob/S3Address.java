package dev.darkroom.blob;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of an S3-compatible store and how to log in. The secret never shows in text.
 *
 * @param prefix what every key begins with, without slashes at its ends; may be empty
 * @param endpoint the server; absent for AWS
 * @param pathStyle whether the bucket stands in the path rather than in the host's name
 */
public record S3Address(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    String region,
    boolean pathStyle,
    String keyId,
    String secret)
    implements BlobAddress {
  private static final Pattern FORM =
      Pattern.compile("s3://([^/?#]+)(?:/([^?#]*))?(?:\\?([^#]*))?");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("(?!.*(?:\\.\\.|//))[A-Za-z0-9!_.*'()/-]*");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Set<String> OPTIONS = Set.of("endpoint", "region", "path-style");
  private static final int LONGEST_PREFIX = 200;
  private static final String LOOK =
      "must look like s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-1&path-style=true";

  /** Whether a setting means S3. */
  public static boolean isMeant(String url) {
    return url.startsWith("s3:");
  }

  /**
   * Reads {@code s3://bucket/prefix?endpoint=…&region=…&path-style=true}. The region is {@code
   * us-east-1} unless it is given; an endpoint of one's own means path style unless it is given.
   *
   * @throws IllegalArgumentException in words that end a sentence about the setting
   */
  public static S3Address parse(String url, String keyId, String secret) {
    Matcher parts = FORM.matcher(url);
    if (!parts.matches() || !BUCKET.matcher(parts.group(1)).matches()) {
      throw new IllegalArgumentException(LOOK);
    }
    Map<String, String> options = options(Optional.ofNullable(parts.group(3)).orElse(""));
    Optional<URI> endpoint = Optional.ofNullable(options.get("endpoint")).map(S3Address::endpoint);
    String region = options.getOrDefault("region", "us-east-1");
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException("must have a region such as eu-central-1");
    }
    return new S3Address(
        parts.group(1),
        prefix(Optional.ofNullable(parts.group(2)).orElse("")),
        endpoint,
        region,
        pathStyle(options.get("path-style"), endpoint.isPresent()),
        keyId,
        secret);
  }

  private static String prefix(String text) {
    String prefix = text.replaceAll("^/|/$", "");
    if (prefix.length() > LONGEST_PREFIX || !PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "must have a prefix of letters, digits and !_.*'()-/ only, at most " + LONGEST_PREFIX);
    }
    return prefix;
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new HashMap<>();
    for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] pair = each.split("=", 2);
      if (pair.length < 2 || !OPTIONS.contains(pair[0]) || options.containsKey(pair[0])) {
        throw new IllegalArgumentException(
            "knows endpoint, region and path-style, each once, not '" + pair[0] + "'");
      }
      options.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return options;
  }

  private static URI endpoint(String text) {
    URI uri = URI.create(text);
    boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!known || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
      throw new IllegalArgumentException(
          "must have an endpoint such as https://s3.example.org, without a login");
    }
    return uri;
  }

  private static boolean pathStyle(@Nullable String text, boolean usual) {
    return switch (text) {
      case null -> usual;
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must have path-style=true or false");
    };
  }

  /** The key of what is stored under a name. */
  String key(String name) {
    return prefix.isEmpty() ? name : prefix + '/' + name;
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix + endpoint.map(server -> " at " + server).orElse("");
  }
}
