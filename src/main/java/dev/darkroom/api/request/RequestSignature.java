package dev.darkroom.api.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The signature of a request's parameters (reference/upload-api.md 2.1). Both versions and both
 * algorithms are accepted, as SDKs of every age are.
 */
public final class RequestSignature {
  /** Version 2 escapes the ampersand in {@code key=value}; version 1 does not. */
  public enum Version {
    ONE,
    TWO
  }

  /** What the secret is hashed with. */
  public enum Algorithm {
    SHA_1("SHA-1"),
    SHA_256("SHA-256");

    private final String javaName;

    Algorithm(String javaName) {
      this.javaName = javaName;
    }

    /** The hash of the text followed by the secret. */
    public byte[] digest(String text, String secret) {
      try {
        return MessageDigest.getInstance(javaName)
            .digest((text + secret).getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static final Set<String> UNSIGNED =
      Set.of("file", "cloud_name", "resource_type", "api_key", "signature");

  private RequestSignature() {}

  /** Whether the signature is one that the secret makes for these parameters. */
  public static boolean matches(Parameters parameters, String secret, String given) {
    Map<String, String> signed = signedValues(parameters);
    if (anyMatches(signed, secret, given)) {
      return true;
    }
    // The Java SDK signs an empty collection as "public_ids=" and sends no field for it.
    return signed.putIfAbsent("public_ids", "") == null && anyMatches(signed, secret, given);
  }

  /** The text that a caller should have signed, as the refusal shows it. */
  public static String stringToSign(Parameters parameters) {
    return stringToSign(signedValues(parameters), Version.ONE);
  }

  /** {@code key=value} sorted by key and joined by an ampersand. */
  public static String stringToSign(Map<String, String> values, Version version) {
    List<String> pairs = new ArrayList<>();
    new TreeMap<>(values)
        .forEach((name, value) -> {
          String pair = name + "=" + value;
          pairs.add(version == Version.TWO ? pair.replace("&", "%26") : pair);
        });
    return String.join("&", pairs);
  }

  /** The signature of a text, in lower-case hexadecimal. */
  public static String sign(String text, String secret, Algorithm algorithm) {
    return HexFormat.of().formatHex(algorithm.digest(text, secret));
  }

  private static boolean anyMatches(Map<String, String> signed, String secret, String given) {
    byte[] lowerCase = given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (Version version : Version.values()) {
      String text = stringToSign(signed, version);
      for (Algorithm algorithm : Algorithm.values()) {
        byte[] right = sign(text, secret, algorithm).getBytes(StandardCharsets.UTF_8);
        found |= MessageDigest.isEqual(right, lowerCase);
      }
    }
    return found;
  }

  private static Map<String, String> signedValues(Parameters parameters) {
    Map<String, String> signed = new TreeMap<>();
    for (String name : parameters.names()) {
      if (!UNSIGNED.contains(name)) {
        parameters.text(name).ifPresent(text -> signed.put(name, text));
      }
    }
    return signed;
  }
}
