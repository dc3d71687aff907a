package dev.darkroom.asset.upload;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.ApplyMetadata;
import dev.darkroom.protocol.Labelling;
import io.vertx.core.json.JsonObject;

/** Structured metadata as the environment's fields allow it. For virtual threads. */
final class Metadata {
  private final Bus bus;

  Metadata(Bus bus) {
    this.bus = bus;
  }

  /** Of a new asset: asked even when the upload says nothing, since fields may have defaults. */
  JsonObject ofNew(long environmentId, Labelling labels) {
    return apply(
        new ApplyMetadata(environmentId, "{}", labels.metadata(), labels.clearInvalid(), true));
  }

  /** Of an asset that has some. */
  JsonObject ofChanged(long environmentId, JsonObject current, Labelling labels) {
    return labels.metadata().isEmpty()
        ? current
        : apply(
            new ApplyMetadata(
                environmentId, current.encode(), labels.metadata(), labels.clearInvalid(), false));
  }

  private JsonObject apply(ApplyMetadata asked) {
    return new JsonObject(bus.request(ApplyMetadata.ADDRESS, asked).await().metadata());
  }
}
