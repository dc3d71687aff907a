package dev.darkroom.asset.upload;

import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.MediaFacts;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Content that will be an asset, and what it is.
 *
 * @param image null for anything that is no picture
 * @param media what a video or audio file says of itself; null for everything else
 * @param format the contract's word for the encoding; empty for raw files
 */
record Material(
    StagedBlob content,
    ResourceType resourceType,
    @Nullable ImageFacts image,
    @Nullable JsonObject media,
    String format) {
  /** A picture. */
  static Material picture(StagedBlob content, ImageFacts image) {
    return new Material(content, ResourceType.IMAGE, image, null, image.format());
  }

  /** A video or a sound. */
  static Material movie(StagedBlob content, MediaFacts facts) {
    JsonObject media = new JsonObject();
    if (facts.width() > 0) {
      media.put("width", facts.width()).put("height", facts.height());
    }
    media.mergeIn(new JsonObject(facts.members()));
    return new Material(content, ResourceType.VIDEO, null, media, facts.format());
  }

  /** A file that is stored as it is. */
  static Material raw(StagedBlob content) {
    return new Material(content, ResourceType.RAW, null, null, "");
  }

  boolean isRaw() {
    return resourceType == ResourceType.RAW;
  }

  /** The same where every node can read it. */
  Material kept() {
    return new Material(content.kept(), resourceType, image, media, format);
  }
}
