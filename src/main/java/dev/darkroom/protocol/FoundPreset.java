package dev.darkroom.protocol;

import java.util.Map;

/**
 * An upload preset (reference/admin-api.md 10).
 *
 * @param unsigned whether uploads without a signature may name it
 * @param disallowPublicId whether an unsigned upload's {@code public_id} is ignored
 * @param parameters upload parameters as they would be sent with the call
 */
public record FoundPreset(
    String name, boolean unsigned, boolean disallowPublicId, Map<String, String> parameters)
    implements BusMessage {}
