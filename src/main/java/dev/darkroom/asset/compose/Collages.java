package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.CollageBlobs;
import dev.darkroom.protocol.CreateCollage;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.SourceBlob;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Uploaded images in a grid (reference/upload-api.md 5.13). For virtual threads. */
final class Collages implements Craft<CreateCollage, MadeAssets.Stored> {
  private final AssetParts parts;
  private final MadeAssets made;

  Collages(AssetParts parts) {
    this.parts = parts;
    this.made = new MadeAssets(parts);
  }

  @Override
  public String kind() {
    return "create_collage";
  }

  @Override
  public Class<CreateCollage> orders() {
    return CreateCollage.class;
  }

  @Override
  public void check(CreateCollage order) {
    order.grid().cells().stream().distinct().forEach(cell -> source(order, cell));
  }

  @Override
  public MadeAssets.Stored make(CreateCollage order, Turn turn) {
    CreateCollage.Grid grid = order.grid();
    List<CollageBlobs.Cell> cells = new ArrayList<>();
    for (CreateCollage.Cell cell : grid.cells()) {
      cells.add(new CollageBlobs.Cell(source(order, cell), cell.crop(), cell.gravity()));
    }
    turn.report(1, 4);
    CollageBlobs asked =
        new CollageBlobs(
            grid.width(),
            grid.height(),
            grid.columns(),
            grid.rows(),
            grid.spacing(),
            grid.color(),
            List.copyOf(cells));
    RenderedBlob picture = parts.bus().request(CollageBlobs.ADDRESS, asked).await();
    Asset draft =
        made.draft(turn, key(Objects.requireNonNull(order.publicId())), made.picture(picture, 1));
    return made.upload(turn, draft, order.tags());
  }

  @Override
  public JsonObject subject(CreateCollage order) {
    return new JsonObject()
        .put("public_id", String.valueOf(order.publicId()))
        .put("resource_type", "image")
        .put("type", "upload");
  }

  private SourceBlob source(CreateCollage order, CreateCollage.Cell cell) {
    AssetKey key = key(new PublicId(cell.media()));
    Asset asset =
        parts
            .assets()
            .find(order.environmentId(), key)
            .orElseThrow(() -> Derivations.notFound(key));
    ImageFacts image = asset.image();
    if (image == null) {
      throw new Refusal(ErrorCode.INVALID_IMAGE_FILE);
    }
    return new SourceBlob(asset.blob(), image);
  }

  private static AssetKey key(PublicId name) {
    return new AssetKey(ResourceType.IMAGE, DeliveryType.UPLOAD, name);
  }
}
