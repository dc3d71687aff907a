package dev.darkroom.asset.compose;

import io.vertx.core.json.JsonObject;

/** What came of a piece of work. */
record Outcome(String subject, JsonObject body) implements MadeAssets.Told {}
