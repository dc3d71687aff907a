package dev.darkroom.protocol;

/**
 * Measures of a picture.
 *
 * @param analysis a JSON object whose members are those of the upload response
 *     (reference/upload-api.md 4.4): {@code colors}, {@code predominant}, {@code faces}, {@code
 *     phash}, {@code quality_analysis}, {@code image_metadata}…
 */
public record AnalyzedBlob(String analysis) implements BusMessage {}
