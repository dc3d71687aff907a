package dev.darkroom.asset;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.SingleFlight;
import dev.darkroom.db.Database;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.JobLog;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.DescribedAsset;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ExpectBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.AbstractVerticle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Virtual threads, one turn per message: each awaits the database, the disk and the engine without
 * holding up the others. It also runs this node's jobs and collects loose blobs.
 */
public final class AssetVerticle extends AbstractVerticle {
  private static final Logger LOG = LoggerFactory.getLogger(AssetVerticle.class);
  private static final int MOST_DERIVED = 500;
  private static final int COLLECTED_AT_ONCE = 100;

  /**
   * How this node works in the background.
   *
   * @param renderPatience longest wait for another node's render of the same picture
   * @param jobsAtOnce background jobs that run side by side
   * @param sweep how often abandoned jobs are looked for
   * @param looseGrace how long a blob may be without a row before it is collected
   */
  public record Pace(
      Duration renderPatience, int jobsAtOnce, Duration sweep, Duration looseGrace) {}

  /** What the verticle works with. */
  public record Parts(
      Bus bus,
      Database database,
      BlobStore blobs,
      EventLog events,
      JobLog jobs,
      RemoteSource remote,
      AssetUrls urls,
      InstantSource clock) {}

  private final Parts given;
  private final Pace pace;
  private @Nullable JobRunner runner;

  /** Serves uploads, deliveries, details and deletions of assets. */
  public AssetVerticle(Parts parts, Pace pace) {
    this.given = parts;
    this.pace = pace;
  }

  @Override
  public void start() {
    AssetParts parts = parts();
    Derivations derivations =
        new Derivations(parts, new SingleFlight<>(vertx, "darkroom.derive", pace.renderPatience()));
    Uploads uploads = new Uploads(parts, derivations, given.remote());
    UploadWork background = new UploadWork(parts, uploads, job -> runner().start(job));
    EagerWork eager = new EagerWork(parts, derivations, uploads::environment);
    Deletions deletions = new Deletions(parts, uploads::environment);
    runner =
        new JobRunner(
            vertx,
            given.jobs(),
            Map.of(UploadWork.KIND, background, EagerJob.KIND, eager),
            pace.jobsAtOnce());
    Bus bus = given.bus();
    bus.serve(StoreAsset.ADDRESS, Bus.awaiting(asked -> store(asked, uploads, background)));
    bus.serve(DeliverAsset.ADDRESS, Bus.awaiting(derivations::deliver));
    bus.serve(DescribeAsset.ADDRESS, Bus.awaiting(asked -> describe(asked, parts, uploads)));
    bus.serve(ExpectBlob.ADDRESS, Bus.awaiting(expected -> expect(expected, parts)));
    bus.serve(DestroyAsset.ADDRESS, Bus.awaiting(deletions::destroy));
    every(pace.sweep(), runner()::sweep);
    every(given.jobs().lease().dividedBy(3), runner()::renew);
    every(pace.looseGrace().dividedBy(2), () -> collect(parts.loose()));
  }

  private StoredAsset store(StoreAsset asked, Uploads uploads, UploadWork background) {
    return asked.async()
        ? background.queue(asked)
        : uploads.store(asked, job -> runner().start(job));
  }

  private static DescribedAsset describe(DescribeAsset asked, AssetParts parts, Uploads uploads) {
    Environment environment = uploads.environment(asked.environmentId());
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

  private static Done expect(ExpectBlob expected, AssetParts parts) {
    parts.loose().note(expected.blob());
    return new Done();
  }

  private static void collect(LooseBlobs loose, Duration grace) {
    int deleted = loose.collect(grace, COLLECTED_AT_ONCE);
    if (deleted > 0) {
      LOG.debug("collected {} blobs that nothing refers to", deleted);
    }
  }

  private void collect(LooseBlobs loose) {
    collect(loose, pace.looseGrace());
  }

  /** Housekeeping goes on after a failure: the next round may find the database back. */
  private void every(Duration period, Runnable work) {
    vertx.setPeriodic(
        period.toMillis(),
        round -> {
          try {
            work.run();
          } catch (RuntimeException failure) {
            LOG.warn(
                "housekeeping failed, it is tried again in {}: {}", period, failure.toString());
          }
        });
  }

  private JobRunner runner() {
    if (runner == null) {
      throw new IllegalStateException("not started");
    }
    return runner;
  }

  private AssetParts parts() {
    return new AssetParts(
        given.bus(),
        given.database(),
        given.blobs(),
        new AssetStore(given.database()),
        new LooseBlobs(given.database(), given.blobs()),
        new Events(given.bus(), given.events(), given.clock()),
        given.jobs(),
        given.urls(),
        given.clock());
  }
}
