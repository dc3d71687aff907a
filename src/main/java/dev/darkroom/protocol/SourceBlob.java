package dev.darkroom.protocol;

/** A picture that is an ingredient of another one. */
public record SourceBlob(BlobRef blob, ImageFacts image) {}
