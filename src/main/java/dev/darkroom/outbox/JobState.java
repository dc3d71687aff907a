package dev.darkroom.outbox;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far background work is.
 *
 * @param state {@code pending}, {@code processing}, {@code complete} or {@code failed}
 * @param percent 0 to 100
 * @param result what it brought, or {@code message} why it failed; null when there is none
 */
public record JobState(
    String kind, String state, int percent, @Nullable JsonObject result, Instant createdAt) {}
