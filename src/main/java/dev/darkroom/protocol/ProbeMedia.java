package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks what a video or audio file is. Refused as {@link ErrorCode#UNSUPPORTED_VIDEO} when it is one
 * and broken.
 *
 * @param staging as in {@link StagedBlob}: the blob may still be only on this node
 */
public record ProbeMedia(BlobRef blob, @Nullable String staging) implements BusMessage {
  public static final Address<ProbeMedia, ProbedMedia> ADDRESS =
      Address.of("video.probe", ProbeMedia.class, ProbedMedia.class).onThisNode().atLength();
}
