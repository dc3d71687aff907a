package dev.darkroom.api.upload;

/**
 * Bounds of an upload.
 *
 * @param fileBytes the largest file
 */
public record UploadLimits(long fileBytes) {
  public UploadLimits {
    if (fileBytes < 1) {
      throw new IllegalArgumentException("the largest file must have at least one byte");
    }
  }
}
