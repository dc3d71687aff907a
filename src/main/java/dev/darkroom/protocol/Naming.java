package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What an upload says about names (reference/upload-api.md 4.2, Identity).
 *
 * @param publicId null to derive or generate one
 * @param fileName the uploaded file's own name or {@code filename_override}; null when there is
 *     none
 */
public record Naming(
    @Nullable PublicId publicId,
    @Nullable String publicIdPrefix,
    @Nullable String folder,
    @Nullable String assetFolder,
    @Nullable String displayName,
    @Nullable String fileName,
    boolean useFilename,
    boolean uniqueFilename,
    boolean useFilenameAsDisplayName) {
  /** The same with another file name. */
  public Naming named(@Nullable String newFileName) {
    return new Naming(
        publicId,
        publicIdPrefix,
        folder,
        assetFolder,
        displayName,
        newFileName,
        useFilename,
        uniqueFilename,
        useFilenameAsDisplayName);
  }
}
