package dev.darkroom.protocol;

/** Whether there was an asset to delete. */
public record DestroyedAsset(boolean found) implements BusMessage {}
