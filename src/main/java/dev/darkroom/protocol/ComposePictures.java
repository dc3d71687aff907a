package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for many pictures as one: a sprite or an animation (reference/upload-api.md 5.9, 5.10).
 *
 * @param type {@code sprite} or {@code multi}
 * @param tag of the uploaded images; null when there are URLs
 * @param urls where the pictures are; empty when there is a tag
 * @param transformation of each picture; may be empty
 * @param format of the result; empty for what the transformation says, else the type's usual one
 */
public record ComposePictures(
    long environmentId,
    Caller caller,
    DeliveryType type,
    @Nullable String tag,
    List<String> urls,
    String transformation,
    String format,
    Terms terms)
    implements Order {
  public static final Address<ComposePictures, ComposedPictures> ADDRESS =
      Address.of("asset.compose", ComposePictures.class, ComposedPictures.class)
          .onThisNode()
          .atLength();
}
