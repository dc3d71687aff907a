package dev.darkroom.catalog;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindPreset;
import dev.darkroom.protocol.FoundPreset;
import dev.darkroom.protocol.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Upload presets (reference/admin-api.md 10). For virtual threads. */
final class Presets {
  private static final String DISALLOW = "disallow_public_id";
  private static final String LIVE = "live";

  private final PresetStore store;

  Presets(PresetStore store) {
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
}
