package dev.darkroom.api.request;

import dev.darkroom.protocol.StagedBlob;
import org.jspecify.annotations.Nullable;

/**
 * A request's parameters and the file that came with them.
 *
 * @param file staged, and the receiver's to keep or discard; null when there was none
 */
public record Form(Parameters parameters, @Nullable File file) {
  /**
   * A file part.
   *
   * @param name as the client called it, without directories; may be empty
   */
  public record File(String name, StagedBlob blob) {}
}
