package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.DescribedAsset;
import dev.darkroom.protocol.Environment;

/** What the Admin API tells of one asset (reference/admin-api.md 4). For virtual threads. */
public final class Details {
  private static final int MOST_DERIVED = 500;

  private final AssetParts parts;

  public Details(AssetParts parts) {
    this.parts = parts;
  }

  public DescribedAsset describe(DescribeAsset asked) {
    Environment environment = parts.environment(asked.environmentId());
    Asset asset =
        parts
            .assets()
            .find(asked.environmentId(), asked.key())
            .orElseThrow(() -> Derivations.notFound(asked.key()));
    return new DescribedAsset(
        parts.json(environment).details(asset, parts.derived().list(asset, MOST_DERIVED)).encode());
  }
}
