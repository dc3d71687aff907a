package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.store.Derived;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.ExplodeAsset;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * One derived picture per page of a document or an animation (reference/upload-api.md 5.8). For
 * virtual threads.
 */
final class Explosion implements Craft<ExplodeAsset, JsonObject> {
  private static final String USUAL_FORMAT = "png";

  private final AssetParts parts;
  private final MadeAssets made;
  private final Derivations derivations;

  Explosion(AssetParts parts, Derivations derivations) {
    this.parts = parts;
    this.made = new MadeAssets(parts);
    this.derivations = derivations;
  }

  @Override
  public String kind() {
    return "explode";
  }

  @Override
  public Class<ExplodeAsset> orders() {
    return ExplodeAsset.class;
  }

  @Override
  public void check(ExplodeAsset order) {
    pages(order, asset(order));
  }

  @Override
  public JsonObject make(ExplodeAsset order, Turn turn) {
    Asset asset = asset(order);
    Pages pages = pages(order, asset);
    String format = format(order);
    JsonArray infos = new JsonArray();
    for (int page : pages.numbers()) {
      Derived picture = derivations.find(asset, pages.at(page), format);
      infos.add(info(turn.environment(), asset, picture));
      turn.report(infos.size(), pages.numbers().size());
    }
    JsonObject body =
        new JsonObject()
            .put("pages", infos.size())
            .put("image_infos", infos)
            .put("asset_id", AssetJson.hex(asset.assetId()))
            .put("public_id", asset.key().publicId().value());
    return made.tell(
            turn,
            EventType.EXPLODE,
            connection -> new Outcome(asset.key().publicId().value(), body))
        .body();
  }

  @Override
  public JsonObject subject(ExplodeAsset order) {
    return new JsonObject()
        .put("public_id", order.key().publicId().value())
        .put("resource_type", order.key().resourceType().word())
        .put("type", order.key().type().word());
  }

  private JsonObject info(Environment environment, Asset asset, Derived picture) {
    String cloud = environment.cloud();
    String transformation = picture.transformation();
    String extension = picture.extension();
    return new JsonObject()
        .put("width", picture.width())
        .put("height", picture.height())
        .put("bytes", picture.blob().size())
        .put("url", parts.urls().url(cloud, asset, transformation, extension))
        .put("secure_url", parts.urls().secureUrl(cloud, asset, transformation, extension));
  }

  private String format(ExplodeAsset order) {
    String named =
        order.format().isEmpty()
            ? Expansion.format(parts.bus(), order.environmentId(), order.transformation())
            : order.format();
    return named.isEmpty() ? USUAL_FORMAT : named;
  }

  private Asset asset(ExplodeAsset order) {
    return parts
        .assets()
        .find(order.environmentId(), order.key())
        .filter(found -> !found.isPlaceholder())
        .orElseThrow(() -> Derivations.notFound(order.key()));
  }

  /** The pages that the transformation names, itself or in what its names stand for. */
  private Pages pages(ExplodeAsset order, Asset asset) {
    String full = Expansion.of(parts.bus(), order.environmentId(), order.transformation());
    ImageFacts image = asset.image();
    if (image == null) {
      throw new Refusal(ErrorCode.INVALID_IMAGE_FILE);
    }
    boolean own = Pages.areIn(order.transformation());
    return Pages.of(own ? order.transformation() : full, image.pages());
  }
}
