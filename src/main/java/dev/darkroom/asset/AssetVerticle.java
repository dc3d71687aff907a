package dev.darkroom.asset;

import dev.darkroom.asset.change.Changes;
import dev.darkroom.asset.change.GoneFields;
import dev.darkroom.asset.chunk.ChunkedUploads;
import dev.darkroom.asset.compose.Composing;
import dev.darkroom.asset.folder.Folders;
import dev.darkroom.asset.job.Housekeeping;
import dev.darkroom.asset.job.JobRunner;
import dev.darkroom.asset.job.JobWork;
import dev.darkroom.asset.search.Reads;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.upload.EagerJob;
import dev.darkroom.asset.upload.EagerWork;
import dev.darkroom.asset.upload.LazyMigration;
import dev.darkroom.asset.upload.RemoteSource;
import dev.darkroom.asset.upload.UploadService;
import dev.darkroom.asset.upload.UploadWork;
import dev.darkroom.asset.upload.Uploads;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.SingleFlight;
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
  private static final Duration FOLDED_EVERY = Duration.ofMinutes(1);

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
    UploadService service =
        new UploadService(parts, derivations, uploads, background, job -> runner().start(job));
    Map<String, JobWork> works = new HashMap<>(composing.works());
    works.putAll(service.works());
    works.put(EagerJob.KIND, eager);
    runner = new JobRunner(vertx, parts.jobs(), works, pace.jobsAtOnce());
    composing.serve();
    Bus bus = parts.bus();
    service.serve();
    new LazyMigration(vertx, parts, composing::deliver, pace.renderPatience()).serve();
    Reads reads = new Reads(parts, remote::fetch);
    reads.serve();
    bus.serve(ExpectBlob.ADDRESS, Bus.awaiting(this::expect));
    new Changes(parts).serve();
    new Folders(parts).serve();
    Housekeeping housekeeping = new Housekeeping(vertx);
    runner().keepHouse(housekeeping, pace.sweep());
    new ChunkedUploads(parts, vertx, service::store, largestUpload).serve(housekeeping);
    housekeeping.every(FOLDED_EVERY, "folding usage", reads::fold);
    housekeeping.every(
        GoneFields.PERIOD, "sweeping metadata", new GoneFields(parts.database())::sweep);
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
