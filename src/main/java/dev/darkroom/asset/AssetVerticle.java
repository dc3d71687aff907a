package dev.darkroom.asset;

import dev.darkroom.asset.change.Changes;
import dev.darkroom.asset.chunk.ChunkedUploads;
import dev.darkroom.asset.compose.Composing;
import dev.darkroom.asset.folder.Folders;
import dev.darkroom.asset.job.Housekeeping;
import dev.darkroom.asset.job.JobRunner;
import dev.darkroom.asset.job.JobWork;
import dev.darkroom.asset.listing.Details;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.upload.EagerJob;
import dev.darkroom.asset.upload.EagerWork;
import dev.darkroom.asset.upload.RemoteSource;
import dev.darkroom.asset.upload.UploadService;
import dev.darkroom.asset.upload.UploadWork;
import dev.darkroom.asset.upload.Uploads;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.SingleFlight;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.ExpectBlob;
import io.vertx.core.AbstractVerticle;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads, one turn per message: each awaits the database, the disk and the engine without
 * holding up the others. It also runs this node's jobs and collects loose blobs.
 */
public final class AssetVerticle extends AbstractVerticle {
  private static final int COLLECTED_AT_ONCE = 100;
  private static final Duration ENDED_FOR = Duration.ofDays(1);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

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
    Composing composing =
        new Composing(
            parts,
            remote,
            derivations,
            new SingleFlight<>(vertx, "darkroom.compose", pace.renderPatience()),
            job -> runner().start(job));
    Map<String, JobWork> works = new HashMap<>(composing.works());
    works.put(UploadWork.KIND, background);
    works.put(EagerJob.KIND, eager);
    runner = new JobRunner(vertx, parts.jobs(), works, pace.jobsAtOnce());
    composing.serve();
    Bus bus = parts.bus();
    UploadService service =
        new UploadService(parts, derivations, uploads, background, job -> runner().start(job));
    service.serve();
    bus.serve(DeliverAsset.ADDRESS, Bus.awaiting(composing::deliver));
    bus.serve(DescribeAsset.ADDRESS, Bus.awaiting(new Details(parts)::describe));
    bus.serve(ExpectBlob.ADDRESS, Bus.awaiting(this::expect));
    new Changes(parts).serve();
    new Folders(parts).serve();
    Housekeeping housekeeping = new Housekeeping(vertx);
    housekeeping.every(pace.sweep(), "looking for abandoned jobs", runner()::sweep);
    new ChunkedUploads(parts, vertx, service::store, largestUpload).serve(housekeeping);
    housekeeping.every(parts.jobs().lease().dividedBy(3), "renewing jobs", runner()::renew);
    housekeeping.every(
        FORGET_EVERY, "forgetting ended jobs", () -> parts.jobs().forgetEnded(ENDED_FOR).await());
    housekeeping.every(
        pace.looseGrace().dividedBy(2),
        "collecting blobs",
        () -> parts.loose().collect(pace.looseGrace(), COLLECTED_AT_ONCE));
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
