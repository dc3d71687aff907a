package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.CreateSlideshow;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DrawSlideshow;
import dev.darkroom.protocol.DrawnSlideshow;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.MediaFacts;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Videos of images and videos (reference/upload-api.md 5.12). For virtual threads. */
final class Slideshows implements Craft<CreateSlideshow, MadeAssets.Stored> {
  private final AssetParts parts;
  private final MadeAssets made;

  Slideshows(AssetParts parts) {
    this.parts = parts;
    this.made = new MadeAssets(parts);
  }

  @Override
  public String kind() {
    return "create_slideshow";
  }

  @Override
  public Class<CreateSlideshow> orders() {
    return CreateSlideshow.class;
  }

  @Override
  public void check(CreateSlideshow order) {
    parts.bus().request(DrawSlideshow.ADDRESS, message(order.show(), List.of())).await();
    order.show().slides().stream()
        .map(slide -> asset(order, slide))
        .forEach(asset -> {
          if (asset.key().resourceType() == ResourceType.IMAGE) {
            picture(asset);
          }
        });
  }

  @Override
  public MadeAssets.Stored make(CreateSlideshow order, Turn turn) {
    List<DrawSlideshow.Slide> slides = new ArrayList<>();
    int all = order.show().slides().size();
    for (CreateSlideshow.Slide slide : order.show().slides()) {
      slides.add(slide(order, slide));
      turn.report(slides.size(), 2L * all);
    }
    DrawnSlideshow drawn =
        parts
            .bus()
            .request(DrawSlideshow.ADDRESS, message(order.show(), List.copyOf(slides)))
            .await();
    StagedBlob video = Objects.requireNonNull(drawn.video());
    MediaFacts facts = Objects.requireNonNull(drawn.facts());
    AssetKey key =
        new AssetKey(
            ResourceType.VIDEO, DeliveryType.UPLOAD, Objects.requireNonNull(order.publicId()));
    Asset draft = made.draft(turn, key, content(video, facts));
    return made.upload(turn, draft, order.tags());
  }

  @Override
  public JsonObject subject(CreateSlideshow order) {
    return new JsonObject()
        .put("public_id", String.valueOf(order.publicId()))
        .put("resource_type", "video")
        .put("type", "upload");
  }

  private static DrawSlideshow message(
      CreateSlideshow.Show show, List<DrawSlideshow.Slide> slides) {
    return new DrawSlideshow(
        show.width(), show.height(), show.framesPerSecond(), show.longest(), slides);
  }

  private DrawSlideshow.Slide slide(CreateSlideshow order, CreateSlideshow.Slide slide) {
    Asset asset = asset(order, slide);
    boolean moving = slide.type() == ResourceType.VIDEO;
    BlobRef blob = moving ? asset.blob() : still(asset, order.show());
    return new DrawSlideshow.Slide(
        blob, moving, slide.duration(), slide.transition(), slide.transitionDuration());
  }

  /** Of the show's size; nothing refers to it, so that it is collected. */
  private BlobRef still(Asset asset, CreateSlideshow.Show show) {
    String fill = "c_fill,h_" + show.height() + ",w_" + show.width();
    RenderBlob wanted = new RenderBlob(asset.blob(), picture(asset), fill, "jpg");
    return parts.bus().request(RenderBlob.ADDRESS, wanted).await().blob();
  }

  private static ImageFacts picture(Asset asset) {
    ImageFacts image = asset.image();
    if (image == null) {
      throw new Refusal(ErrorCode.INVALID_IMAGE_FILE);
    }
    return image;
  }

  private Asset asset(CreateSlideshow order, CreateSlideshow.Slide slide) {
    AssetKey key = new AssetKey(slide.type(), DeliveryType.UPLOAD, new PublicId(slide.media()));
    return parts
        .assets()
        .find(order.environmentId(), key)
        .orElseThrow(() -> Derivations.notFound(key));
  }

  private Asset.Content content(StagedBlob video, MediaFacts facts) {
    Instant now = parts.clock().instant();
    JsonObject media = new JsonObject().put("width", facts.width()).put("height", facts.height());
    return new Asset.Content(
        now.getEpochSecond(),
        UUID.randomUUID(),
        video.blob(),
        video.md5(),
        facts.format(),
        facts.width(),
        facts.height(),
        0,
        false,
        media.mergeIn(new JsonObject(facts.members())),
        now);
  }
}
