package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the pictures that look most like another one (reference/admin-api.md 3, {@code
 * visual_search}). Exactly one of the three is given.
 *
 * @param assetId 32 hexadecimal characters
 * @param url where the picture is, {@code http} or {@code https}
 * @param file a picture that was staged on this node
 */
public record FindSimilar(
    long environmentId,
    @Nullable String assetId,
    @Nullable String url,
    @Nullable StagedBlob file,
    PageRequest page)
    implements BusMessage {
  public static final Address<FindSimilar, Answer> ADDRESS =
      Address.of("asset.find-similar", FindSimilar.class, Answer.class).onThisNode().atLength();
}
