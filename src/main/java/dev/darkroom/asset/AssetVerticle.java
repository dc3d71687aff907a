package dev.darkroom.asset;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.SingleFlight;
import dev.darkroom.db.Database;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.JobLog;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.ExpectBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.AbstractVerticle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads, one turn per message: each awaits the database, the disk and the engine without
 * holding up the others. It also runs this node's jobs and collects loose blobs.
 */
public final class AssetVerticle extends AbstractVerticle {
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
    AssetParts parts = AssetParts.of(given);
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
    bus.serve(
        DescribeAsset.ADDRESS, Bus.awaiting(new Details(parts, uploads::environment)::describe));
    bus.serve(ExpectBlob.ADDRESS, Bus.awaiting(expected -> expect(expected, parts)));
    bus.serve(DestroyAsset.ADDRESS, Bus.awaiting(deletions::destroy));
    Housekeeping housekeeping = new Housekeeping(vertx);
    housekeeping.every(pace.sweep(), "looking for abandoned jobs", runner()::sweep);
    housekeeping.every(given.jobs().lease().dividedBy(3), "renewing jobs", runner()::renew);
    housekeeping.every(
        pace.looseGrace().dividedBy(2),
        "collecting blobs",
        () -> parts.loose().collect(pace.looseGrace(), COLLECTED_AT_ONCE));
  }

  private StoredAsset store(StoreAsset asked, Uploads uploads, UploadWork background) {
    return asked.async()
        ? background.queue(asked)
        : uploads.store(asked, job -> runner().start(job));
  }

  private static Done expect(ExpectBlob expected, AssetParts parts) {
    parts.loose().note(expected.blob());
    return new Done();
  }

  private JobRunner runner() {
    if (runner == null) {
      throw new IllegalStateException("not started");
    }
    return runner;
  }
}
