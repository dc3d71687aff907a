package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A video that was made, already in the blob store.
 *
 * @param video null when nothing was to be made
 */
public record DrawnSlideshow(@Nullable StagedBlob video, @Nullable MediaFacts facts)
    implements BusMessage {}
