package dev.darkroom.asset.upload;

import dev.darkroom.asset.change.Deletions;
import dev.darkroom.asset.job.JobWork;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.bus.Bus;
import dev.darkroom.outbox.Job;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ChangeBy;
import dev.darkroom.protocol.DeleteByToken;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.ExplicitAsset;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Serves the messages about uploads. For virtual-thread verticles. */
public final class UploadService {
  private final AssetParts parts;
  private final Uploads uploads;
  private final UploadWork background;
  private final Explicits explicits;
  private final ExplicitWork explicitWork;
  private final Consumer<Job> startJob;

  /**
   * The service.
   *
   * @param startJob told of work that was committed
   */
  public UploadService(
      AssetParts parts,
      Derivations derivations,
      Uploads uploads,
      UploadWork background,
      Consumer<Job> startJob) {
    this.parts = parts;
    this.uploads = uploads;
    this.background = background;
    this.explicits = new Explicits(parts, derivations, uploads, startJob);
    this.explicitWork = new ExplicitWork(parts, explicits, startJob);
    this.startJob = startJob;
  }

  /** The kinds of jobs that it does. */
  public Map<String, JobWork> works() {
    return Map.of(UploadWork.KIND, background, ExplicitWork.KIND, explicitWork);
  }

  /** Binds the addresses; to be called when the verticle starts. */
  public void serve() {
    parts.bus().serve(StoreAsset.ADDRESS, Bus.awaiting(asked -> store(asked, alone -> {})));
    parts.bus().serve(ExplicitAsset.ADDRESS, Bus.awaiting(this::change));
    parts.bus().serve(DeleteByToken.ADDRESS, Bus.awaiting(this::delete));
  }

  /**
   * Stores now or later, as the request says.
   *
   * @param fence takes part in the transaction, and throws to undo it
   */
  public StoredAsset store(StoreAsset asked, Consumer<SqlConnection> fence) {
    return asked.flow().async()
        ? background.queue(asked, fence)
        : uploads.store(asked, fence, startJob);
  }

  private StoredAsset change(ExplicitAsset asked) {
    return asked.flow().async() ? explicitWork.queue(asked) : explicits.change(asked, alone -> {});
  }

  /** The token goes with its asset: it works once. */
  private Answer delete(DeleteByToken asked) {
    DeleteTokens tokens = new DeleteTokens(parts.database());
    UUID assetId =
        tokens
            .find(asked.environmentId(), asked.token(), parts.clock().instant())
            .orElseThrow(() -> new Refusal(ErrorCode.INVALID_DELETE_TOKEN));
    ChangeBy by = new ChangeBy(asked.environmentId(), asked.caller(), null);
    boolean found =
        new Deletions(parts)
            .destroy(
                by,
                EventType.DELETE_BY_TOKEN,
                change ->
                    change
                        .parts()
                        .assets()
                        .findAndLock(change.connection(), by.environmentId(), Set.of(assetId))
                        .stream()
                        .findFirst())
            .found();
    if (!found) {
      throw new Refusal(ErrorCode.INVALID_DELETE_TOKEN);
    }
    return new Answer("{\"result\":\"ok\"}");
  }
}
