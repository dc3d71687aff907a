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
    Rules rules) {

  /**
   * How names are made.
   *
   * @param uniqueFilename whether a name made of the file's gets random characters
   * @param uniqueDisplayName whether a display name that its folder has gets random characters
   * @param assetFolderAsPrefix whether the public id begins with the asset folder
   * @param discardFilename whether the file's own name is forgotten
   */
  public record Rules(
      boolean useFilename,
      boolean uniqueFilename,
      boolean useFilenameAsDisplayName,
      boolean uniqueDisplayName,
      boolean assetFolderAsPrefix,
      boolean discardFilename) {
    /** What holds when a call says nothing. */
    public static Rules usual() {
      return new Rules(false, true, false, false, false, false);
    }
  }

  /** Exactly that public id. */
  public static Naming of(PublicId publicId) {
    return new Naming(publicId, null, null, null, null, null, Rules.usual());
  }

  /** The same with another file name. */
  public Naming named(@Nullable String newFileName) {
    return new Naming(
        publicId, publicIdPrefix, folder, assetFolder, displayName, newFileName, rules);
  }
}
