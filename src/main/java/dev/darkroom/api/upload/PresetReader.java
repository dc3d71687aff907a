package dev.darkroom.api.upload;

import dev.darkroom.api.request.Authentication.Sender;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FindPreset;
import io.vertx.core.Future;

/** Hears the upload preset that a call names, if it names one. */
final class PresetReader {
  private final Bus bus;

  PresetReader(Bus bus) {
    this.bus = bus;
  }

  /** The parameters as if the preset's had been sent with the call. */
  Future<Parameters> apply(Environment environment, Sender sender, Parameters sent) {
    if (!sent.has("upload_preset")) {
      return Future.succeededFuture(sent);
    }
    FindPreset asked = new FindPreset(environment.id(), sent.required("upload_preset"));
    return bus.request(FindPreset.ADDRESS, asked)
        .map(preset -> UploadPreset.apply(sent, preset, sender.signed()));
  }
}
