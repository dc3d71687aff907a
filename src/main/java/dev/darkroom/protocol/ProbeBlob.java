package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks the engine what a blob is, from its header.
 *
 * @param staging as in {@link StagedBlob}: the blob may still be only on this node
 */
public record ProbeBlob(BlobRef blob, @Nullable String staging) implements BusMessage {
  public static final Address<ProbeBlob, ProbedBlob> ADDRESS =
      Address.of("transform.probe", ProbeBlob.class, ProbedBlob.class).onThisNode().atLength();
}
