package dev.darkroom.asset;

import dev.darkroom.asset.change.Deletions;
import dev.darkroom.asset.chunk.ChunkedUploads;
import dev.darkroom.asset.job.Housekeeping;
import dev.darkroom.asset.job.JobRunner;
import dev.darkroom.asset.listing.Details;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.upload.EagerJob;
import dev.darkroom.asset.upload.EagerWork;
import dev.darkroom.asset.upload.RemoteSource;
import dev.darkroom.asset.upload.UploadWork;
import dev.darkroom.asset.upload.Uploads;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.SingleFlight;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.ExpectBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.AbstractVerticle;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
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

  private final AssetParts parts;
  private final RemoteSource remote;
  private final Pace pace;
  private final long largestUpload;
  private @Nullable JobRunner runner;

  /**
   * Serves uploads, deliveries, details and deletions of assets.
   *
   * @param largestUpload bytes of the largest file that may arrive in parts
   */
  public AssetVerticle(AssetParts parts, RemoteSource remote, Pace pace, long largestUpload) {
    this.parts = parts;
    this.remote = remote;
    this.pace = pace;
    this.largestUpload = largestUpload;
  }

  @Override
  public void start() {
    Derivations derivations =
        new Derivations(parts, new SingleFlight<>(vertx, "darkroom.derive", pace.renderPatience()));
    Uploads uploads = new Uploads(parts, derivations, remote);
    UploadWork background = new UploadWork(parts, uploads, job -> runner().start(job));
    EagerWork eager = new EagerWork(parts, derivations);
    Deletions deletions = new Deletions(parts);
    runner =
        new JobRunner(
            vertx,
            parts.jobs(),
            Map.of(UploadWork.KIND, background, EagerJob.KIND, eager),
            pace.jobsAtOnce());
    Bus bus = parts.bus();
    bus.serve(
        StoreAsset.ADDRESS, Bus.awaiting(asked -> store(asked, alone -> {}, uploads, background)));
    bus.serve(DeliverAsset.ADDRESS, Bus.awaiting(derivations::deliver));
    bus.serve(DescribeAsset.ADDRESS, Bus.awaiting(new Details(parts)::describe));
    bus.serve(ExpectBlob.ADDRESS, Bus.awaiting(this::expect));
    bus.serve(DestroyAsset.ADDRESS, Bus.awaiting(deletions::destroy));
    Housekeeping housekeeping = new Housekeeping(vertx);
    housekeeping.every(pace.sweep(), "looking for abandoned jobs", runner()::sweep);
    ChunkedUploads.Upload whole = (asked, fence) -> store(asked, fence, uploads, background);
    new ChunkedUploads(parts, vertx, whole, largestUpload).serve(housekeeping);
    housekeeping.every(parts.jobs().lease().dividedBy(3), "renewing jobs", runner()::renew);
    housekeeping.every(
        pace.looseGrace().dividedBy(2),
        "collecting blobs",
        () -> parts.loose().collect(pace.looseGrace(), COLLECTED_AT_ONCE));
  }

  private StoredAsset store(
      StoreAsset asked, Consumer<SqlConnection> fence, Uploads uploads, UploadWork background) {
    return asked.async()
        ? background.queue(asked, fence)
        : uploads.store(asked, fence, job -> runner().start(job));
  }

  private Done expect(ExpectBlob expected) {
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
