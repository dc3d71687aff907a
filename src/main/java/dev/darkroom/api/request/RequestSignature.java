package dev.darkroom.api.request;

import dev.darkroom.protocol.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
  public static String sign(String text, String secret, SignatureAlgorithm algorithm) {
    return HexFormat.of().formatHex(algorithm.hash(utf8(text), utf8(secret)));
  }

  private static boolean anyMatches(Map<String, String> signed, String secret, String given) {
    byte[] lowerCase = utf8(given.toLowerCase(Locale.ROOT));
    boolean found = false;
    for (Version version : Version.values()) {
      String text = stringToSign(signed, version);
      for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
        byte[] right = utf8(sign(text, secret, algorithm));
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
