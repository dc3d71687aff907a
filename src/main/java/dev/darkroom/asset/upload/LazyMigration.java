package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.SingleFlight;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindMapping;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lazy migration and fetching (reference/delivery-and-transformations.md 1.3): an asset that does
 * not exist yet and falls under an upload mapping, or is named by its web address, is fetched,
 * stored as any upload, and delivered; once in the whole cluster. What cannot be fetched does not
 * exist. For virtual threads.
 */
public final class LazyMigration {
  private static final Logger LOG = LoggerFactory.getLogger(LazyMigration.class);

  private final AssetParts parts;
  private final Function<DeliverAsset, DeliveredAsset> delivery;
  private final SingleFlight<StoredAsset> flights;

  /**
   * Migrates for a delivery that knows only assets that exist.
   *
   * @param patience longest wait for another node's fetch of the same asset
   */
  public LazyMigration(
      Vertx vertx,
      AssetParts parts,
      Function<DeliverAsset, DeliveredAsset> delivery,
      Duration patience) {
    this.parts = parts;
    this.delivery = delivery;
    this.flights = new SingleFlight<>(vertx, "darkroom.migrate", patience);
  }

  /** Serves every delivery. */
  public void serve() {
    parts.bus().serve(DeliverAsset.ADDRESS, Bus.awaiting(this::deliver));
  }

  /** The bytes behind a delivery URL, fetched from their old place if that is where they are. */
  private DeliveredAsset deliver(DeliverAsset asked) {
    try {
      return delivery.apply(asked);
    } catch (Refusal refusal) {
      if (refusal.code() != ErrorCode.RESOURCE_NOT_FOUND || !migrate(asked)) {
        throw refusal;
      }
      return delivery.apply(asked);
    }
  }

  /** Whether the asset is there now. */
  private boolean migrate(DeliverAsset asked) {
    PublicId publicId = asked.key().publicId();
    if (asked.key().type() == DeliveryType.FETCH) {
      return publicId.isRemote() && fetch(asked, publicId.value());
    }
    if (asked.key().type() != DeliveryType.UPLOAD) {
      return false;
    }
    String name = publicId.value();
    String file = asked.format().isEmpty() ? name : name + "." + asked.format();
    @Nullable String url =
        parts
            .bus()
            .request(FindMapping.ADDRESS, new FindMapping(asked.environmentId(), file))
            .await()
            .url();
    return url != null && fetch(asked, url);
  }

  private boolean fetch(DeliverAsset asked, String url) {
    AssetKey key = asked.key();
    try {
      flights.run(asked.environmentId() + "/" + key, () -> store(asked, url));
      return true;
    } catch (Refusal refused) {
      if (!refused.isFinal()) {
        throw refused;
      }
      LOG.info("{} is not migrated from {}: {}", key.publicId(), url, refused.getMessage());
      return false;
    }
  }

  private StoredAsset store(DeliverAsset asked, String url) {
    Environment environment = parts.environment(asked.environmentId());
    return parts.bus().request(StoreAsset.ADDRESS, message(asked, url, environment)).await();
  }

  /** It never overwrites: another node may have been faster. */
  private StoreAsset message(DeliverAsset asked, String url, Environment environment) {
    Caller caller =
        new Caller(
            UUID.randomUUID().toString().replace("-", ""),
            "api",
            environment.signingKey().apiKey(),
            "",
            parts.clock().instant());
    return StoreAsset.fetched(asked.environmentId(), caller, asked.key(), url);
  }
}
