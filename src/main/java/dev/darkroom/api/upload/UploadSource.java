package dev.darkroom.api.upload;

import dev.darkroom.protocol.StagedBlob;
import org.jspecify.annotations.Nullable;

/**
 * Where an upload's bytes are: staged here, or at a URL.
 *
 * @param content null when a URL is given
 * @param url null when the content is given
 * @param fileName as the client called it; may be empty
 */
record UploadSource(@Nullable StagedBlob content, @Nullable String url, String fileName) {
  static UploadSource staged(StagedBlob content, String fileName) {
    return new UploadSource(content, null, fileName);
  }

  static UploadSource at(String url) {
    return new UploadSource(null, url, "");
  }
}
