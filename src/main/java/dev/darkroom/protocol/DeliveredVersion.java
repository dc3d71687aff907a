package dev.darkroom.protocol;

/** The bytes of a version, and the name of its asset with the extension. */
public record DeliveredVersion(DeliveredAsset file, String name) implements BusMessage {}
