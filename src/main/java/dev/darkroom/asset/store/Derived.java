package dev.darkroom.asset.store;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.RenderedBlob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * One row of the table {@code derived}: a picture made from one version of an asset.
 *
 * @param transformation as in the URL; empty when only the format changed
 * @param extension as in the URL
 */
public record Derived(
    String transformation,
    String extension,
    BlobRef blob,
    String etag,
    String format,
    int width,
    int height,
    Instant createdAt) {

  /** What was made just now. */
  public static Derived of(
      String transformation, String extension, RenderedBlob made, Instant now) {
    return new Derived(
        transformation,
        extension,
        made.blob(),
        made.md5(),
        made.format(),
        made.width(),
        made.height(),
        now);
  }

  /** What it is looked up by, together with the asset and its version. */
  public UUID digest() {
    return digest(transformation, extension);
  }

  /** What the Admin API calls it: unique among all derived versions of the environment. */
  public String id(Asset asset) {
    return id(asset, digest());
  }

  /** The same, from the digest that is in its row. */
  public static String id(Asset asset, UUID digest) {
    String row = asset.assetId() + "/" + asset.version() + "/" + digest;
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(row.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What a transformation and an extension are looked up by. */
  public static UUID digest(String transformation, String extension) {
    return UUID.nameUUIDFromBytes(
        (transformation + "\n" + extension).getBytes(StandardCharsets.UTF_8));
  }
}
