package dev.darkroom.asset.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One generated asset, as the naive evaluator sees it. */
record Sample(
    int number,
    String publicId,
    String folder,
    String displayName,
    List<String> tags,
    Map<String, String> context,
    @Nullable String sku,
    @Nullable Integer count,
    String format,
    long bytes,
    int width,
    int height,
    @Nullable Double duration,
    @Nullable String moderation,
    Instant createdAt) {}
