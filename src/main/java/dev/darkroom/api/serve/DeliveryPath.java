package dev.darkroom.api.serve;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

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
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the path of a delivery URL (reference/delivery-and-transformations.md 1): {@code
 * [/cloud]/resource_type/type[/s--sig--][/component…][/v1]/public_id[.ext]}, the forms for search
 * engines ({@code images/public_id/words.ext}) and the short ones ({@code iu/public_id.ext}, {@code
 * cloud/public_id.ext}). It is pure.
 */
final class DeliveryPath {
  private static final Pattern SIGNATURE = Pattern.compile("s--([A-Za-z0-9_-]+)--");
  private static final Pattern VERSION = Pattern.compile("v\\d{1,18}");
  private static final Pattern REMOTE = Pattern.compile("/(https?(?::|%3A).*)", CASE_INSENSITIVE);
  private static final int LONGEST = 8_192;

  /** What a first word stands for; all but {@code iu} have a last segment that means nothing. */
  private record Word(ResourceType resourceType, DeliveryType type, boolean hasSuffix) {}

  private static final Word ROOT = new Word(ResourceType.IMAGE, DeliveryType.UPLOAD, false);
  private static final Map<String, Word> SHORTS =
      Map.of(
          "iu", ROOT,
          "images", new Word(ResourceType.IMAGE, DeliveryType.UPLOAD, true),
          "private_images", new Word(ResourceType.IMAGE, DeliveryType.PRIVATE, true),
          "authenticated_images", new Word(ResourceType.IMAGE, DeliveryType.AUTHENTICATED, true),
          "videos", new Word(ResourceType.VIDEO, DeliveryType.UPLOAD, true),
          "files", new Word(ResourceType.RAW, DeliveryType.UPLOAD, true));

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
    Word place = place(path);
    ResourceType resourceType = place.resourceType();
    String signature = signature();
    List<String> components = components(resourceType);
    if (remaining() > 1 && VERSION.matcher(raw.get(at)).matches()) {
      at++;
    }
    if (remaining() < (place.hasSuffix() ? 2 : 1)) {
      throw unknown(path);
    }
    List<String> name = name(place, path);
    String publicId = name.stream().map(DeliveryPath::decoded).collect(Collectors.joining("/"));
    String format = hasFormat(place) ? format(publicId, resourceType, place.type()) : "";
    String stem =
        format.isEmpty()
            ? publicId
            : publicId.substring(0, publicId.length() - format.length() - 1);
    Attachment attachment = Attachment.of(components.stream().map(DeliveryPath::decoded).toList());
    return new DeliveryUrl(
        cloud,
        new AssetKey(resourceType, place.type(), new PublicId(stem)),
        signature,
        List.of(joined(components, name), decoded(joined(components, name).replace("+", "%2B"))),
        attachment.others(),
        format.toLowerCase(Locale.ROOT),
        attachment.name());
  }

  private boolean hasNoCloud() {
    boolean whole = raw.size() > 2 && isResourceType(raw.get(0)) && isType(raw.get(1));
    boolean shortened =
        raw.size() > 1
            && SHORTS.containsKey(raw.get(0))
            && !SHORTS.containsKey(raw.get(1))
            && !isResourceType(raw.get(1));
    return whole || shortened;
  }

  /** What stands before the signature; nothing at all means an image that was uploaded. */
  private Word place(String path) {
    if (remaining() == 0) {
      throw unknown(path);
    }
    Word known = SHORTS.get(raw.get(at));
    if (known != null) {
      at++;
      return known;
    }
    return isResourceType(raw.get(at))
        ? new Word(ResourceType.of(next(path)), DeliveryType.of(next(path)), false)
        : ROOT;
  }

  /**
   * The segments of the public id with its extension. What is fetched is named by its whole
   * address, whose slashes count.
   */
  private List<String> name(Word place, String path) {
    List<String> name = new ArrayList<>(raw.subList(at, raw.size()));
    if (place.hasSuffix()) {
      String suffix = name.removeLast();
      int dot = suffix.lastIndexOf('.');
      String extension = dot < 0 ? "" : suffix.substring(dot);
      boolean has = place.resourceType() == ResourceType.RAW && name.getLast().endsWith(extension);
      name.addLast(name.removeLast() + (has ? "" : extension));
    }
    Matcher remote = REMOTE.matcher(path);
    return place.type() == DeliveryType.FETCH && remote.find() ? List.of(remote.group(1)) : name;
  }

  private static boolean hasFormat(Word place) {
    return place.resourceType() != ResourceType.RAW && place.type() != DeliveryType.FETCH;
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

  /** Files are only ever saved under another name, nothing else can be done to them. */
  private List<String> components(ResourceType resourceType) {
    int first = at;
    Predicate<String> isOne =
        resourceType == ResourceType.RAW ? Attachment::isOne : Transformation::isComponent;
    while (remaining() > 1 && isOne.test(decoded(raw.get(at)))) {
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
    return new Refusal(ErrorCode.UNKNOWN_ENDPOINT, path);
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "url", "a percent sign without two digits");
    }
  }
}
