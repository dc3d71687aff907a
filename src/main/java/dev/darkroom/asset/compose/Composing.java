package dev.darkroom.asset.compose;

import dev.darkroom.asset.job.JobWork;
import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.upload.RemoteSource;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.SingleFlight;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.JobState;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ComposePictures;
import dev.darkroom.protocol.ComposedPictures;
import dev.darkroom.protocol.CreateArchive;
import dev.darkroom.protocol.CreateCollage;
import dev.darkroom.protocol.CreateSlideshow;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliverVersion;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DrawTextAsset;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExplodeAsset;
import dev.darkroom.protocol.FindJob;
import dev.darkroom.protocol.PlanArchive;
import dev.darkroom.protocol.PlannedArchive;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything that is made of assets, at its addresses. For virtual threads. */
public final class Composing {
  private final AssetParts parts;
  private final Derivations derivations;
  private final Compositions sprites;
  private final Compositions animations;
  private final Archives archives;
  private final OrderWork<ComposePictures, ComposedPictures> spriteWork;
  private final OrderWork<ComposePictures, ComposedPictures> animationWork;
  private final OrderWork<ExplodeAsset, JsonObject> explosionWork;
  private final OrderWork<CreateArchive, StoredAsset> archiveWork;
  private final OrderWork<CreateCollage, MadeAssets.Stored> collageWork;
  private final OrderWork<CreateSlideshow, MadeAssets.Stored> slideshowWork;

  /**
   * All of it.
   *
   * @param flights what makes a picture once, when several deliveries need it
   * @param startJob told of jobs that were committed here
   */
  public Composing(
      AssetParts parts,
      RemoteSource remote,
      Derivations derivations,
      SingleFlight<Asset> flights,
      Consumer<Job> startJob) {
    this.parts = parts;
    this.derivations = derivations;
    CompositionStore store = new CompositionStore(parts.database());
    MemberSource source = new MemberSource(parts, remote, store);
    Sheets sheets = new Sheets(parts, store, derivations);
    Compositions.Tools tools = new Compositions.Tools(parts, source, store, sheets, flights);
    this.sprites = new Compositions(tools, DeliveryType.SPRITE);
    this.animations = new Compositions(tools, DeliveryType.MULTI);
    this.archives = new Archives(parts, derivations);
    this.spriteWork = new OrderWork<>(parts, sprites, startJob);
    this.animationWork = new OrderWork<>(parts, animations, startJob);
    this.explosionWork = new OrderWork<>(parts, new Explosion(parts, derivations), startJob);
    this.archiveWork = new OrderWork<>(parts, archives, startJob);
    this.collageWork = new OrderWork<>(parts, new Collages(parts), startJob);
    this.slideshowWork = new OrderWork<>(parts, new Slideshows(parts), startJob);
  }

  /** The kinds of jobs that it does. */
  public Map<String, JobWork> works() {
    return Map.of(
        spriteWork.kind(), spriteWork,
        animationWork.kind(), animationWork,
        explosionWork.kind(), explosionWork,
        archiveWork.kind(), archiveWork,
        collageWork.kind(), collageWork,
        slideshowWork.kind(), slideshowWork);
  }

  /** Answers its messages, but for deliveries. */
  public void serve() {
    Bus bus = parts.bus();
    bus.serve(ComposePictures.ADDRESS, this::compose);
    bus.serve(
        ExplodeAsset.ADDRESS,
        Bus.awaiting(order -> new Answer(explosionWork.queue(order).encode())));
    bus.serve(CreateArchive.ADDRESS, this::archive);
    bus.serve(PlanArchive.ADDRESS, this::plan);
    bus.serve(CreateCollage.ADDRESS, Bus.awaiting(this::collage));
    bus.serve(CreateSlideshow.ADDRESS, Bus.awaiting(this::slideshow));
    bus.serve(DrawTextAsset.ADDRESS, Bus.awaiting(new Texts(parts)::draw));
    bus.serve(DeliverVersion.ADDRESS, Bus.awaiting(new KeptVersions(parts)::deliver));
    bus.serve(FindJob.ADDRESS, Bus.awaiting(this::find));
  }

  /** The bytes behind a delivery URL of any type. */
  public DeliveredAsset deliver(DeliverAsset asked) {
    return switch (asked.key().type()) {
      case SPRITE -> sprites.deliver(asked);
      case MULTI -> animations.deliver(asked);
      case UPLOAD,
          PRIVATE,
          AUTHENTICATED,
          FETCH,
          TEXT,
          LIST,
          FACEBOOK,
          TWITTER,
          TWITTER_NAME,
          GRAVATAR,
          YOUTUBE,
          HULU,
          VIMEO,
          ANIMOTO,
          WORLDSTARHIPHOP,
          DAILYMOTION ->
          derivations.deliver(asked);
    };
  }

  private Future<ComposedPictures> compose(ComposePictures order) {
    OrderWork<ComposePictures, ComposedPictures> work =
        order.type() == DeliveryType.SPRITE ? spriteWork : animationWork;
    return order.terms().async()
        ? Future.succeededFuture(new ComposedPictures(work.queue(order).encode(), null))
        : work.make(order);
  }

  private Future<StoredAsset> archive(CreateArchive order) {
    return order.terms().async()
        ? Future.succeededFuture(new StoredAsset(archiveWork.queue(order).encode(), null, 0))
        : archiveWork.make(order);
  }

  private Future<PlannedArchive> plan(PlanArchive asked) {
    return Patience.of(parts.bus(), patience -> archives.plan(asked, patience));
  }

  private Answer collage(CreateCollage order) {
    PublicId name = name(order.publicId());
    return queued(name, collageWork.queue(order.named(name)));
  }

  private Answer slideshow(CreateSlideshow order) {
    PublicId name = name(order.publicId());
    return queued(name, slideshowWork.queue(order.named(name)));
  }

  private static PublicId name(@Nullable PublicId given) {
    return Optional.ofNullable(given).orElseGet(() -> new PublicId(RandomNames.next()));
  }

  private static Answer queued(PublicId name, JsonObject queued) {
    return new Answer(
        new JsonObject()
            .put("status", queued.getString("status"))
            .put("public_id", name.value())
            .put("batch_id", queued.getString("batch_id"))
            .encode());
  }

  private Answer find(FindJob asked) {
    JobState state =
        parts
            .jobs()
            .find(asked.environmentId(), asked.batchId())
            .await()
            .orElseThrow(() -> new Refusal(ErrorCode.RESOURCE_NOT_FOUND, asked.batchId()));
    JsonObject body =
        new JsonObject()
            .put("batch_id", asked.batchId())
            .put("kind", state.kind())
            .put("status", state.state())
            .put("percent", state.percent());
    if (state.result() != null) {
      body.put(state.state().equals("failed") ? "error" : "result", state.result());
    }
    return new Answer(
        body.put("created_at", state.createdAt().truncatedTo(ChronoUnit.SECONDS).toString())
            .encode());
  }
}
