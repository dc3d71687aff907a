package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which assets go into an archive (reference/upload-api.md 5.11): the union of what its lists name.
 *
 * @param resourceType null for every type
 * @param fullyQualified {@code resource_type/type/public_id}
 * @param allowMissing whether public ids and selectors without an asset are told instead of refused
 */
public record ArchiveSelection(
    @Nullable ResourceType resourceType,
    DeliveryType type,
    List<String> publicIds,
    List<AssetKey> fullyQualified,
    List<String> tags,
    List<String> prefixes,
    boolean allowMissing) {}
