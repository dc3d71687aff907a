package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.EagerResult;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Everything about an upload that is decided before its transaction.
 *
 * @param asset with its bytes, even when moderation rejected them
 * @param hooks what the scripts of the upload did; empty for none
 */
record Draft(
    Asset asset,
    List<EagerResult> eager,
    List<BreakpointSet> breakpoints,
    Moderations.Verdict verdict,
    JsonObject hooks) {
  /** The same with another asset, as a script may ask. */
  Draft with(Asset newAsset, JsonObject newHooks) {
    return new Draft(newAsset, eager, breakpoints, verdict, newHooks);
  }
}
