package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson.Earlier;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DrawText;
import dev.darkroom.protocol.DrawTextAsset;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Texts as pictures (reference/upload-api.md 5.14). For virtual threads. */
final class Texts {
  private final AssetParts parts;
  private final MadeAssets made;

  Texts(AssetParts parts) {
    this.parts = parts;
    this.made = new MadeAssets(parts);
  }

  /** Draws it now; an asset of its name is overwritten. */
  StoredAsset draw(DrawTextAsset order) {
    Turn turn = Turn.now(parts, order, Patience.endless());
    RenderedBlob picture =
        parts.bus().request(DrawText.ADDRESS, new DrawText(order.text(), order.style())).await();
    PublicId name =
        Optional.ofNullable(order.publicId()).orElseGet(() -> new PublicId(RandomNames.next()));
    AssetKey key = new AssetKey(ResourceType.IMAGE, DeliveryType.TEXT, name);
    Asset draft = made.draft(turn, key, made.picture(picture, 1));
    MadeAssets.Stored stored =
        made.tell(
            turn,
            EventType.UPLOAD,
            connection -> {
              Asset asset = made.put(connection, draft);
              JsonObject body =
                  parts.json(turn.environment()).uploaded(asset, List.of(), Earlier.NONE);
              return new MadeAssets.Stored(asset, body);
            });
    return stored.answer();
  }
}
