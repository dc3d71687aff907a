package dev.darkroom.asset.compose;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AnimateBlobs;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.Rendition;
import dev.darkroom.protocol.StackBlobs;
import dev.darkroom.protocol.StackedBlob;
import io.vertx.core.json.JsonObject;

/** Asks the engine for one picture of many. For virtual threads: it awaits. */
final class Artist {
  /** Pixels between the pictures of a sprite (reference/upload-api.md 5.10). */
  private static final int GAP = 2;

  private final Bus bus;

  Artist(Bus bus) {
    this.bus = bus;
  }

  /**
   * A picture.
   *
   * @param infos where each member is on a sprite; empty for an animation
   */
  record Drawn(RenderedBlob picture, JsonObject infos) {}

  /** Draws that form of those members. */
  Drawn draw(long environmentId, Rendition rendition, Members members) {
    String transformation = pixels(environmentId, rendition);
    if (rendition.type() == DeliveryType.SPRITE) {
      StackBlobs asked =
          new StackBlobs(members.sources(), transformation, rendition.extension(), GAP);
      StackedBlob stacked = bus.request(StackBlobs.ADDRESS, asked).await();
      return new Drawn(stacked.sheet(), SpriteTexts.infos(members, stacked.places()));
    }
    AnimateBlobs asked = new AnimateBlobs(members.sources(), transformation, rendition.extension());
    return new Drawn(bus.request(AnimateBlobs.ADDRESS, asked).await(), new JsonObject());
  }

  /** Named transformations may name a format and classes, too. */
  private String pixels(long environmentId, Rendition rendition) {
    String full = Expansion.of(bus, environmentId, rendition.pixels());
    return new Rendition(rendition.type(), full, rendition.extension()).pixels();
  }
}
