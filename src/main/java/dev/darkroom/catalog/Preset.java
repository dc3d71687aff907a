package dev.darkroom.catalog;

import java.util.Map;
import java.util.UUID;

/**
 * An upload preset (reference/admin-api.md 10).
 *
 * @param settings upload parameters as they are sent with a call, {@code disallow_public_id} and
 *     {@code live} among them
 */
record Preset(String name, UUID externalId, boolean unsigned, Map<String, String> settings) {}
