package dev.darkroom.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a text as an asset of type {@code text} (reference/upload-api.md 5.14).
 *
 * @param publicId null to generate one
 * @param style as in {@link DrawText}
 */
public record DrawTextAsset(
    long environmentId,
    Caller caller,
    @Nullable PublicId publicId,
    String text,
    Map<String, String> style,
    Terms terms)
    implements Order {
  public static final Address<DrawTextAsset, StoredAsset> ADDRESS =
      Address.of("asset.draw-text", DrawTextAsset.class, StoredAsset.class).onThisNode().atLength();
}
