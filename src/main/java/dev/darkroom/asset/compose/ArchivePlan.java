package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.protocol.ArchiveLayout;
import dev.darkroom.protocol.EagerItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which files an archive has, and how they are called (reference/upload-api.md 5.11). Pure. */
final class ArchivePlan {
  private ArchivePlan() {}

  /**
   * One file.
   *
   * @param item the derived version that is meant; null for the original
   */
  record Entry(String name, Asset asset, @Nullable EagerItem item) {}

  /** One entry per asset, or per picture and transformation. */
  static List<Entry> of(List<Asset> assets, ArchiveLayout layout) {
    EntryNames names = new EntryNames();
    List<Entry> entries = new ArrayList<>();
    for (Asset asset : assets) {
      if (layout.transformations().isEmpty() || asset.image() == null) {
        entries.add(new Entry(name(names, asset, null, layout), asset, null));
      } else {
        for (EagerItem item : layout.transformations()) {
          entries.add(new Entry(name(names, asset, item, layout), asset, item));
        }
      }
    }
    return List.copyOf(entries);
  }

  private static String name(
      EntryNames names, Asset asset, @Nullable EagerItem item, ArchiveLayout layout) {
    String variant = item == null || layout.transformations().size() < 2 ? "" : variant(item);
    String folder = layout.flattenFolders() ? "" : asset.key().publicId().folder();
    String stem = stem(asset, layout);
    if (!layout.flattenTransformations()) {
      folder = variant + "/" + folder;
    } else if (!variant.isEmpty() && !layout.skipTransformationName()) {
      stem = stem + "-" + variant;
    }
    return names.unique(folder + "/" + stem, extension(asset, item));
  }

  private static String stem(Asset asset, ArchiveLayout layout) {
    String original = asset.origin().filename();
    if (layout.useOriginalFilename() && !original.isBlank()) {
      return EntryNames.segment(original);
    }
    String name = asset.key().publicId().name();
    int dot = name.lastIndexOf('.');
    return asset.format().isEmpty() && dot > 0 ? name.substring(0, dot) : name;
  }

  /** A raw file's extension is the end of its public id. */
  private static String extension(Asset asset, @Nullable EagerItem item) {
    if (item != null && !item.format().isEmpty()) {
      return item.format();
    }
    String name = asset.key().publicId().name();
    int dot = name.lastIndexOf('.');
    return asset.format().isEmpty() && dot > 0 ? name.substring(dot + 1) : asset.format();
  }

  private static String variant(EagerItem item) {
    return EntryNames.segment(item.requested().isEmpty() ? "original" : item.requested());
  }
}
