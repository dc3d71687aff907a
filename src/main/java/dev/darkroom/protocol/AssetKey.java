package dev.darkroom.protocol;

/** What names one asset inside an environment. */
public record AssetKey(ResourceType resourceType, DeliveryType type, PublicId publicId) {}
