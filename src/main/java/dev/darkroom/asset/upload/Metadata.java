package dev.darkroom.asset.upload;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.ApplyMetadata;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Labelling;
import dev.darkroom.protocol.Refusal;
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
    try {
      return new JsonObject(bus.request(ApplyMetadata.ADDRESS, asked).await().metadata());
    } catch (Refusal refusal) {
      if (asked.changes().isEmpty() && refusal.code() == ErrorCode.UNAVAILABLE) {
        return new JsonObject();
      }
      throw refusal;
    }
  }
}
