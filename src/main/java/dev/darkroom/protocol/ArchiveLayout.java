package dev.darkroom.protocol;

import java.util.List;

/**
 * What an archive looks like inside (reference/upload-api.md 5.11).
 *
 * @param format {@code zip} or {@code tgz}
 * @param transformations each makes a file of every picture; empty for the originals
 * @param flattenFolders whether the folders of public ids are left out
 * @param flattenTransformations whether several transformations share one folder
 * @param skipTransformationName whether then only numbers tell them apart
 * @param keepDerived whether derived pictures stay after an archive was created
 * @param useOriginalFilename whether files are named as they were uploaded
 */
public record ArchiveLayout(
    String format,
    List<EagerItem> transformations,
    boolean flattenFolders,
    boolean flattenTransformations,
    boolean skipTransformationName,
    boolean keepDerived,
    boolean useOriginalFilename) {
  /** The same with other transformations. */
  public ArchiveLayout with(List<EagerItem> items) {
    return new ArchiveLayout(
        format,
        items,
        flattenFolders,
        flattenTransformations,
        skipTransformationName,
        keepDerived,
        useOriginalFilename);
  }
}
