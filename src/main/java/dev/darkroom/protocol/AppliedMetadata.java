package dev.darkroom.protocol;

/**
 * The structured metadata of an asset.
 *
 * @param metadata a JSON object: external id to a string, a number, or an array of strings
 */
public record AppliedMetadata(String metadata) implements BusMessage {}
