package dev.darkroom.api.upload;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.UnsupportedParameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateSlideshow;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Terms;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/** Videos made of uploaded images and videos (reference/upload-api.md 5.12). */
public final class SlideshowEndpoints implements CallGroup {
  private static final UnsupportedParameters UNSUPPORTED =
      new UnsupportedParameters(
          Set.of("manifest_transformation", "transformation", "upload_preset"));

  private final Bus bus;

  /** The endpoints. */
  public SlideshowEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, "video/create_slideshow", this::slideshow);
  }

  private Future<String> slideshow(Call call) {
    Parameters parameters = call.parameters();
    UNSUPPORTED.refuse(parameters);
    Terms terms = TermsOf.of(parameters);
    CreateSlideshow order =
        new CreateSlideshow(
            call.environment().id(),
            call.requester().caller(),
            parameters.text("public_id").map(PublicId::new).orElse(null),
            parameters.list("tags"),
            SlideshowManifest.parse(parameters.required("manifest_json")),
            new Terms(true, terms.notificationUrl(), terms.batchId()));
    return bus.request(CreateSlideshow.ADDRESS, order).map(Answer::body);
  }
}
