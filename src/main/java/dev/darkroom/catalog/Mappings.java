package dev.darkroom.catalog;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CatalogKind;
import dev.darkroom.protocol.DeleteCatalog;
import dev.darkroom.protocol.FindMapping;
import dev.darkroom.protocol.FoundMapping;
import dev.darkroom.protocol.ListCatalog;
import dev.darkroom.protocol.ReplaceMappings;
import dev.darkroom.protocol.SaveMapping;
import dev.darkroom.protocol.ShowCatalog;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Upload mappings (reference/admin-api.md 11). For virtual threads. */
final class Mappings {
  private static final CatalogKind KIND = CatalogKind.UPLOAD_MAPPING;

  private final Database database;
  private final MappingStore store;

  Mappings(Database database, MappingStore store) {
    this.database = database;
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

  Answer list(ListCatalog asked) {
    Page page = Page.of(asked.nextCursor(), asked.maxResults());
    return new Answer(
        page.json(
                "mappings",
                store.list(asked.environmentId(), page.after(), page.probe()),
                Mappings::json,
                MappingStore.Mapping::folder)
            .put("total_entries", store.count(asked.environmentId()))
            .encode());
  }

  Answer show(ShowCatalog asked) {
    return new Answer(
        store
            .find(asked.environmentId(), asked.name())
            .map(Mappings::json)
            .orElseThrow(() -> KIND.notFound(asked.name()))
            .encode());
  }

  Answer save(SaveMapping asked) {
    if (asked.create()) {
      MappingStore.Mapping created =
          store
              .insert(asked.environmentId(), asked.folder(), asked.template())
              .orElseThrow(() -> KIND.conflict(asked.folder()));
      return new Answer(
          new JsonObject()
              .put("message", "created")
              .put("folder", created.folder())
              .put("external_id", Names.hex(created.externalId()))
              .encode());
    }
    MappingStore.Mapping updated =
        store
            .update(asked.environmentId(), asked.folder(), asked.template())
            .orElseThrow(() -> KIND.notFound(asked.folder()));
    return new Answer(
        JsonObject.of("message", "updated", "external_id", Names.hex(updated.externalId()))
            .encode());
  }

  Answer replace(ReplaceMappings asked) {
    database.<Object>awaitTransaction(connection -> {
      store.replace(connection, asked.environmentId(), asked.templates());
      return asked;
    });
    return new Answer(
        JsonObject.of("message", "updated", "total_entries", asked.templates().size()).encode());
  }

  Answer delete(DeleteCatalog asked) {
    if (!store.delete(asked.environmentId(), asked.name())) {
      throw KIND.notFound(asked.name());
    }
    return Presets.message("deleted");
  }

  private static JsonObject json(MappingStore.Mapping mapping) {
    return new JsonObject()
        .put("folder", mapping.folder())
        .put("template", mapping.template())
        .put("external_id", Names.hex(mapping.externalId()));
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
