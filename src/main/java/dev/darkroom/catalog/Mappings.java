package dev.darkroom.catalog;

import dev.darkroom.protocol.FindMapping;
import dev.darkroom.protocol.FoundMapping;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Upload mappings (reference/admin-api.md 11). For virtual threads. */
final class Mappings {
  private final MappingStore store;

  Mappings(MappingStore store) {
    this.store = store;
  }

  /** Where an asset that does not exist yet comes from: the longest mapped folder decides. */
  FoundMapping find(FindMapping asked) {
    String publicId = asked.publicId();
    List<String> folders = folders(publicId);
    Optional<MappingStore.Mapping> mapping =
        folders.isEmpty() ? Optional.empty() : store.longest(asked.environmentId(), folders);
    return new FoundMapping(
        mapping
            .map(found ->
                found.template() + escaped(publicId.substring(found.folder().length() + 1)))
            .orElse(null));
  }

  private static List<String> folders(String publicId) {
    List<String> folders = new ArrayList<>();
    for (int slash = publicId.indexOf('/'); slash > 0; slash = publicId.indexOf('/', slash + 1)) {
      folders.add(publicId.substring(0, slash));
    }
    return folders;
  }

  private static String escaped(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
