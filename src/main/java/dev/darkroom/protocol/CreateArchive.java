package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an archive that becomes a raw asset (reference/upload-api.md 5.11).
 *
 * @param publicId null to generate one; the format's extension is added
 */
public record CreateArchive(
    long environmentId,
    Caller caller,
    ArchiveSelection selection,
    ArchiveLayout layout,
    @Nullable String publicId,
    List<String> tags,
    @Nullable String assetFolder,
    Terms terms)
    implements Order {
  public static final Address<CreateArchive, StoredAsset> ADDRESS =
      Address.of("asset.create-archive", CreateArchive.class, StoredAsset.class)
          .onThisNode()
          .atLength();
}
