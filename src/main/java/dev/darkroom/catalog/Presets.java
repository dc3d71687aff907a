package dev.darkroom.catalog;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CatalogKind;
import dev.darkroom.protocol.DeleteCatalog;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindPreset;
import dev.darkroom.protocol.FoundPreset;
import dev.darkroom.protocol.ListCatalog;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SavePreset;
import dev.darkroom.protocol.ShowCatalog;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Upload presets (reference/admin-api.md 10). For virtual threads. */
final class Presets {
  private static final CatalogKind KIND = CatalogKind.UPLOAD_PRESET;
  private static final String DISALLOW = "disallow_public_id";
  private static final String LIVE = "live";

  private final Database database;
  private final PresetStore store;

  Presets(Database database, PresetStore store) {
    this.database = database;
    this.store = store;
  }

  /** The preset as an upload uses it. */
  FoundPreset find(FindPreset asked) {
    Preset preset =
        store
            .find(asked.environmentId(), asked.name())
            .orElseThrow(() -> new Refusal(ErrorCode.UPLOAD_PRESET_NOT_FOUND));
    Map<String, String> parameters = new LinkedHashMap<>(preset.settings());
    parameters.remove(LIVE);
    boolean disallow = "true".equals(parameters.remove(DISALLOW));
    return new FoundPreset(preset.name(), preset.unsigned(), disallow, parameters);
  }

  /** A page of them, with their settings as they were sent. */
  Answer list(ListCatalog asked) {
    Page page = Page.of(asked.nextCursor(), asked.maxResults());
    return new Answer(
        page.json(
                "presets",
                store.list(asked.environmentId(), page.after(), page.probe()),
                preset -> {
                  JsonObject raw = new JsonObject();
                  preset.settings().forEach(raw::put);
                  return json(preset, raw);
                },
                Preset::name)
            .encode());
  }

  /** One with its settings taken apart. */
  Answer show(ShowCatalog asked) {
    Preset preset =
        store
            .find(asked.environmentId(), asked.name())
            .orElseThrow(() -> KIND.notFound(asked.name()));
    return new Answer(json(preset, PresetSettings.parsed(preset.settings())).encode());
  }

  Answer save(SavePreset asked) {
    return asked.create() ? create(asked) : update(asked);
  }

  Answer delete(DeleteCatalog asked) {
    if (!store.delete(asked.environmentId(), asked.name())) {
      throw KIND.notFound(asked.name());
    }
    return message("deleted");
  }

  private Answer create(SavePreset asked) {
    @Nullable String name = asked.name();
    Map<String, String> settings = new LinkedHashMap<>(asked.settings());
    settings.values().removeIf(String::isEmpty);
    Preset preset =
        new Preset(
            name == null ? Names.generated() : name,
            UUID.randomUUID(),
            Boolean.TRUE.equals(asked.unsigned()),
            settings);
    if (!store.insert(asked.environmentId(), preset)) {
      throw KIND.conflict(preset.name());
    }
    return new Answer(
        new JsonObject()
            .put("message", "created")
            .put("name", preset.name())
            .put("external_id", Names.hex(preset.externalId()))
            .encode());
  }

  /** What is given replaces what was, what is given empty is removed, the rest stays. */
  private Answer update(SavePreset asked) {
    String name = String.valueOf(asked.name());
    Preset after =
        database.awaitTransaction(connection -> {
          Preset before =
              store
                  .findAndLock(connection, asked.environmentId(), name)
                  .orElseThrow(() -> KIND.notFound(name));
          Map<String, String> settings = new LinkedHashMap<>(before.settings());
          settings.putAll(asked.settings());
          settings.values().removeIf(String::isEmpty);
          boolean unsigned = asked.unsigned() == null ? before.unsigned() : asked.unsigned();
          Preset changed = new Preset(name, before.externalId(), unsigned, settings);
          store.update(connection, asked.environmentId(), changed);
          return changed;
        });
    return new Answer(
        JsonObject.of("message", "updated", "external_id", Names.hex(after.externalId())).encode());
  }

  private static JsonObject json(Preset preset, JsonObject settings) {
    return new JsonObject()
        .put("name", preset.name())
        .put("unsigned", preset.unsigned())
        .put("settings", settings)
        .put("external_id", Names.hex(preset.externalId()));
  }

  static Answer message(String word) {
    return new Answer(JsonObject.of("message", word).encode());
  }
}
