package dev.darkroom.protocol;

/** One asset's details: the response of the contract, compact JSON. */
public record DescribedAsset(String body) implements BusMessage {}
