package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.store.Derived;
import dev.darkroom.bus.SingleFlight;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.ComposePictures;
import dev.darkroom.protocol.ComposedPictures;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Rendition;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.json.JsonObject;

/**
 * Sprites and animations (reference/upload-api.md 5.9, 5.10): made by a call, made anew when what
 * they are made of has changed, delivered. For virtual threads.
 */
final class Compositions implements Craft<ComposePictures, ComposedPictures> {
  /** The most pictures that a delivery draws (reference/delivery-and-transformations.md 8). */
  private static final int MOST_LAZILY = 100;

  private final AssetParts parts;
  private final MemberSource source;
  private final CompositionStore store;
  private final Sheets sheets;
  private final SingleFlight<Asset> flights;
  private final DeliveryType type;

  /** What both kinds work with. */
  record Tools(
      AssetParts parts,
      MemberSource source,
      CompositionStore store,
      Sheets sheets,
      SingleFlight<Asset> flights) {}

  Compositions(Tools tools, DeliveryType type) {
    this.parts = tools.parts();
    this.source = tools.source();
    this.store = tools.store();
    this.sheets = tools.sheets();
    this.flights = tools.flights();
    this.type = type;
  }

  @Override
  public String kind() {
    return type.word();
  }

  @Override
  public Class<ComposePictures> orders() {
    return ComposePictures.class;
  }

  @Override
  public void check(ComposePictures order) {
    rendition(order);
    if (order.tag() != null) {
      source.require(order.environmentId(), order.tag());
    }
  }

  @Override
  public ComposedPictures make(ComposePictures order, Turn turn) {
    Rendition rendition = rendition(order);
    Members members =
        order.tag() == null
            ? source.fetched(order.urls(), turn)
            : source.tagged(order.environmentId(), order.tag());
    turn.report(1, 2);
    Sheets.Sheet sheet =
        sheets.ensure(turn, new Sheets.Wanted(key(order), rendition, members), event());
    return new ComposedPictures(
        sheet.body().encode(),
        delivered(
            sheets
                .find(sheet.asset(), rendition.transformation(), rendition.extension())
                .orElseThrow()));
  }

  @Override
  public JsonObject subject(ComposePictures order) {
    AssetKey key = key(order);
    return new JsonObject()
        .put("public_id", key.publicId().value())
        .put("resource_type", key.resourceType().word())
        .put("type", key.type().word());
  }

  /**
   * What a URL names. When the pictures of the tag have changed, it is drawn anew, unless they are
   * too many for somebody who waits: then what was drawn last is what there is.
   */
  DeliveredAsset deliver(DeliverAsset asked) {
    Asset asset = find(asked);
    String tag = store.find(asset).map(CompositionStore.Source::tag).orElse(null);
    if (tag != null) {
      asset = refreshed(asked, asset, tag);
    }
    Rendition rendition = Rendition.delivered(type, asked.transformation(), asked.format());
    String extension =
        Rendition.TEXTS.contains(asked.format()) ? asked.format() : rendition.extension();
    return sheets
        .find(asset, rendition.transformation(), extension)
        .map(Compositions::delivered)
        .orElseThrow(() -> Derivations.notFound(asked.key()));
  }

  private Asset refreshed(DeliverAsset asked, Asset asset, String tag) {
    CompositionStore.Sum sum = store.sum(asked.environmentId(), tag, MOST_LAZILY + 1);
    if (sum.members() == 0) {
      throw new Refusal(ErrorCode.NO_RESOURCES_FOUND);
    }
    Rendition rendition = Rendition.delivered(type, asked.transformation(), asked.format());
    boolean changed =
        store.find(asset).filter(known -> known.digest().equals(sum.digest())).isEmpty();
    boolean missing =
        sheets.find(asset, rendition.transformation(), rendition.extension()).isEmpty();
    if (sum.members() > MOST_LAZILY || !(changed || missing)) {
      return asset;
    }
    return flights.run(
        asset.assetId() + "/" + sum.digest() + "/" + rendition, () -> drawn(asked, rendition, tag));
  }

  private Asset drawn(DeliverAsset asked, Rendition rendition, String tag) {
    Turn turn = Turn.silent(parts, parts.environment(asked.environmentId()));
    Members members = source.tagged(asked.environmentId(), tag);
    return sheets.ensure(turn, new Sheets.Wanted(asked.key(), rendition, members), null).asset();
  }

  private Asset find(DeliverAsset asked) {
    return parts
        .assets()
        .find(asked.environmentId(), asked.key())
        .filter(found -> !found.isPlaceholder())
        .orElseThrow(() -> Derivations.notFound(asked.key()));
  }

  private static DeliveredAsset delivered(Derived form) {
    return new DeliveredAsset(form.blob(), form.format(), form.etag(), form.createdAt());
  }

  private Rendition rendition(ComposePictures order) {
    String named = Expansion.format(parts.bus(), order.environmentId(), order.transformation());
    String format = order.format().isEmpty() ? named : order.format();
    return Rendition.ordered(type, order.transformation(), format);
  }

  private EventType event() {
    return type == DeliveryType.SPRITE ? EventType.SPRITE : EventType.MULTI;
  }

  /** Named by the tag, when that can be a name; else by what is hashed from it or from the URLs. */
  private AssetKey key(ComposePictures order) {
    String tag = order.tag();
    String name = tag == null ? MemberSource.md5(String.join("\n", order.urls())) : tag;
    if (!PublicId.isOne(name)) {
      name = MemberSource.md5(name);
    }
    return new AssetKey(ResourceType.IMAGE, type, new PublicId(name));
  }
}
