package dev.darkroom.api.serve;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Rendition;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.transform.language.Transformation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the path of a delivery URL (reference/delivery-and-transformations.md 1): {@code
 * [/cloud]/resource_type/type[/s--sig--][/component…][/v1]/public_id[.ext]}. It is pure.
 */
final class DeliveryPath {
  private static final Pattern SIGNATURE = Pattern.compile("s--([A-Za-z0-9_-]+)--");
  private static final Pattern VERSION = Pattern.compile("v\\d{1,18}");
  private static final int LONGEST = 8_192;

  private final List<String> raw;
  private int at;

  private DeliveryPath(List<String> raw) {
    this.raw = raw;
  }

  /** What the path asks for; a path without a cloud means the default one. */
  static DeliveryUrl parse(String path, String defaultCloud) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    if (path.length() > LONGEST) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "url", "longer than " + LONGEST);
    }
    return new DeliveryPath(segments).read(path, defaultCloud);
  }

  private DeliveryUrl read(String path, String defaultCloud) {
    String cloud = hasNoCloud() ? defaultCloud : decoded(next(path));
    ResourceType resourceType = resourceType(next(path), path);
    DeliveryType type = DeliveryType.of(next(path));
    String signature = signature();
    List<String> components = resourceType == ResourceType.RAW ? List.of() : components();
    if (remaining() > 1 && VERSION.matcher(raw.get(at)).matches()) {
      at++;
    }
    if (remaining() == 0) {
      throw unknown(path);
    }
    List<String> name = raw.subList(at, raw.size());
    String publicId = name.stream().map(DeliveryPath::decoded).collect(Collectors.joining("/"));
    String format = resourceType == ResourceType.RAW ? "" : format(publicId, resourceType, type);
    String stem =
        format.isEmpty()
            ? publicId
            : publicId.substring(0, publicId.length() - format.length() - 1);
    String transformation =
        components.stream().map(DeliveryPath::decoded).collect(Collectors.joining("/"));
    return new DeliveryUrl(
        cloud,
        new AssetKey(resourceType, type, new PublicId(stem)),
        signature,
        List.of(joined(components, name), decoded(joined(components, name).replace("+", "%2B"))),
        transformation,
        format.toLowerCase(Locale.ROOT));
  }

  private boolean hasNoCloud() {
    return raw.size() > 2 && isResourceType(raw.get(0)) && isType(raw.get(1));
  }

  private String next(String path) {
    if (remaining() == 0) {
      throw unknown(path);
    }
    return raw.get(at++);
  }

  private int remaining() {
    return raw.size() - at;
  }

  private @Nullable String signature() {
    if (remaining() < 2) {
      return null;
    }
    Matcher signature = SIGNATURE.matcher(raw.get(at));
    if (!signature.matches()) {
      return null;
    }
    at++;
    return signature.group(1);
  }

  private List<String> components() {
    int first = at;
    while (remaining() > 1 && Transformation.isComponent(decoded(raw.get(at)))) {
      at++;
    }
    return raw.subList(first, at);
  }

  /** An extension that is no format of the contract is a part of the name. */
  private static String format(String publicId, ResourceType resourceType, DeliveryType type) {
    int dot = publicId.lastIndexOf('.');
    String extension = publicId.substring(dot + 1);
    boolean known =
        MediaTypes.isFormat(extension, resourceType)
            || (type == DeliveryType.SPRITE && Rendition.TEXTS.contains(extension));
    return dot > publicId.lastIndexOf('/') + 1 && known ? extension : "";
  }

  private static String joined(List<String> components, List<String> name) {
    List<String> all = new ArrayList<>(components);
    all.addAll(name);
    return String.join("/", all);
  }

  private static ResourceType resourceType(String word, String path) {
    if (!isResourceType(word)) {
      throw unknown(path);
    }
    return ResourceType.of(word);
  }

  private static boolean isResourceType(String word) {
    for (ResourceType type : ResourceType.values()) {
      if (type.word().equals(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isType(String word) {
    for (DeliveryType type : DeliveryType.values()) {
      if (type.word().equals(word)) {
        return true;
      }
    }
    return false;
  }

  private static Refusal unknown(String path) {
    return new Refusal(
        ErrorCode.UNKNOWN_ENDPOINT, path.length() <= 200 ? path : path.substring(0, 200) + "…");
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "url", "a percent sign without two digits");
    }
  }
}
