package dev.darkroom.asset.store;

import dev.darkroom.protocol.AssetKey;
import java.nio.charset.StandardCharsets;

/**
 * Delivery URLs (reference/delivery-and-transformations.md 1).
 *
 * @param base of {@code url}, with {@code {cloud}} where the cloud's name goes
 * @param secureBase of {@code secure_url}, likewise
 */
public record AssetUrls(String base, String secureBase) {
  private static final String PLAIN = "_.-/:";

  /**
   * The URL of an original or, with a transformation or another extension, of a derived version.
   */
  public String url(String cloud, Asset asset, String transformation, String extension) {
    return base.replace("{cloud}", cloud) + path(asset, transformation, extension);
  }

  /** The same over HTTPS, where it is configured. */
  public String secureUrl(String cloud, Asset asset, String transformation, String extension) {
    return secureBase.replace("{cloud}", cloud) + path(asset, transformation, extension);
  }

  private static String path(Asset asset, String transformation, String extension) {
    AssetKey key = asset.key();
    StringBuilder path = new StringBuilder();
    path.append('/').append(key.resourceType().word()).append('/').append(key.type().word());
    if (!transformation.isEmpty()) {
      path.append('/').append(transformation);
    }
    path.append("/v").append(asset.version()).append('/');
    appendEscaped(path, key.publicId().value());
    if (!extension.isEmpty() && !key.publicId().isRemote()) {
      path.append('.').append(extension);
    }
    return path.toString();
  }

  private static void appendEscaped(StringBuilder path, String publicId) {
    for (byte octet : publicId.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      if (character < 0x80
          && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0)) {
        path.append(character);
      } else {
        path.append("%%%02X".formatted((int) character));
      }
    }
  }
}
