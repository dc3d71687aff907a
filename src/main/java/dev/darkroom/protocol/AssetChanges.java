package dev.darkroom.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an update changes (reference/admin-api.md 4); null for what it leaves alone.
 *
 * @param metadata external id to text as it was sent; empty text clears the field
 * @param uniqueDisplayName whether a display name that the folder has already gets a suffix
 * @param faces a JSON array of {@code [x,y,w,h]}
 * @param custom a JSON array of {@code [x,y,w,h]}
 * @param regions a JSON object: names to arrays of points
 * @param moderationStatus {@code approved}, {@code rejected} or {@code pending}
 * @param accessControl a JSON array of rules
 */
public record AssetChanges(
    @Nullable List<String> tags,
    @Nullable Map<String, String> context,
    @Nullable Map<String, String> metadata,
    boolean clearInvalid,
    @Nullable String assetFolder,
    @Nullable String displayName,
    boolean uniqueDisplayName,
    @Nullable String faces,
    @Nullable String custom,
    @Nullable String regions,
    @Nullable String moderationStatus,
    @Nullable String accessControl) {}
