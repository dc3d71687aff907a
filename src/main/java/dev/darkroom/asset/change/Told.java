package dev.darkroom.asset.change;

import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonObject;

/**
 * What an event says of one asset.
 *
 * @param publicId the asset's, which some events name it by
 * @param members of the asset's entry in {@code resources}, or of the notification itself
 */
public record Told(EventType type, String publicId, JsonObject members) {}
