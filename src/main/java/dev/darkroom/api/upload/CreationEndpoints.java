package dev.darkroom.api.upload;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.UnsupportedParameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateCollage;
import dev.darkroom.protocol.DrawTextAsset;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Terms;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts and collages (reference/upload-api.md 5.13, 5.14). */
public final class CreationEndpoints implements CallGroup {
  private static final List<String> STYLE =
      List.of(
          "font_family",
          "font_size",
          "font_color",
          "text_align",
          "font_weight",
          "font_style",
          "background",
          "opacity",
          "text_decoration",
          "line_spacing",
          "letter_spacing",
          "font_hinting",
          "font_antialiasing");
  private static final UnsupportedParameters UNSUPPORTED =
      new UnsupportedParameters(Set.of("manifest_transformation", "transformation"));
  private static final int LONGEST_TEXT = 10_000;
  private static final int LONGEST_STYLE = 200;

  private final Bus bus;

  /** The endpoints. */
  public CreationEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, "image/text", this::text);
    routes.on(HttpMethod.POST, "image/create_collage", this::collage);
  }

  private Future<String> text(Call call) {
    Parameters parameters = call.parameters();
    String text = parameters.required("text");
    if (text.length() > LONGEST_TEXT) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "text", TermsOf.shown(text));
    }
    Terms terms = TermsOf.of(parameters);
    DrawTextAsset order =
        new DrawTextAsset(
            call.environment().id(),
            call.requester().caller(),
            publicId(parameters),
            text,
            style(parameters),
            new Terms(false, terms.notificationUrl(), null));
    return bus.request(DrawTextAsset.ADDRESS, order)
        .map(stored -> UploadAnswer.of(stored, call.requester()));
  }

  private static Map<String, String> style(Parameters parameters) {
    Map<String, String> style = new LinkedHashMap<>();
    for (String name : STYLE) {
      parameters
          .text(name)
          .ifPresent(value -> {
            if (value.length() > LONGEST_STYLE) {
              throw new Refusal(ErrorCode.INVALID_PARAMETER, name, TermsOf.shown(value));
            }
            style.put(name, value);
          });
    }
    return style;
  }

  private Future<String> collage(Call call) {
    Parameters parameters = call.parameters();
    UNSUPPORTED.refuse(parameters);
    Terms terms = TermsOf.of(parameters);
    CreateCollage order =
        new CreateCollage(
            call.environment().id(),
            call.requester().caller(),
            publicId(parameters),
            parameters.list("tags"),
            CollageManifest.parse(parameters.required("manifest_json")),
            new Terms(true, terms.notificationUrl(), terms.batchId()));
    return bus.request(CreateCollage.ADDRESS, order).map(Answer::body);
  }

  private static @Nullable PublicId publicId(Parameters parameters) {
    return parameters.text("public_id").map(PublicId::new).orElse(null);
  }
}
