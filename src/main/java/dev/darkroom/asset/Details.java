package dev.darkroom.asset;

import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.DescribedAsset;
import dev.darkroom.protocol.Environment;
import java.util.function.LongFunction;

/** What the Admin API tells of one asset (reference/admin-api.md 4). For virtual threads. */
final class Details {
  private static final int MOST_DERIVED = 500;

  private final AssetParts parts;
  private final LongFunction<Environment> environments;

  Details(AssetParts parts, LongFunction<Environment> environments) {
    this.parts = parts;
    this.environments = environments;
  }

  DescribedAsset describe(DescribeAsset asked) {
    Environment environment = environments.apply(asked.environmentId());
    Asset asset =
        parts
            .assets()
            .find(asked.environmentId(), asked.key())
            .orElseThrow(() -> Derivations.notFound(asked.key()));
    return new DescribedAsset(
        new AssetJson(environment, parts.urls())
            .details(asset, parts.assets().listDerived(asset, MOST_DERIVED))
            .encode());
  }
}
