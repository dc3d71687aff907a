package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.Staging;
import dev.darkroom.api.request.WebAddress;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindSimilar;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * {@code resources/visual_search}: pictures that look like a file of the body, like an asset, or
 * like what is at a URL (reference/admin-api.md 3). Words would need a model that knows what is in
 * a picture.
 */
public final class VisualSearch implements Endpoint {
  private static final String FILE = "image_file";
  private static final String URL = "image_url";
  private static final String ASSET = "image_asset_id";

  private final Bus bus;
  private final Staging staging;
  private final Endpoint guarded;

  /** The endpoint. */
  public VisualSearch(Bus bus, AdminGuard guard, Staging staging) {
    this.bus = bus;
    this.staging = staging.of(FILE);
    this.guarded = guard.guard(this.staging, this::find);
  }

  @Override
  public Future<String> answer(Exchange exchange) {
    return guarded.answer(exchange);
  }

  private Future<String> find(Call call, @Nullable StagedBlob file) {
    // Inside a future from the start: whatever refuses, the staged file is discarded.
    return Future.succeededFuture(call)
        .map(asked -> message(asked, file))
        .compose(message -> bus.request(FindSimilar.ADDRESS, message))
        .map(Answer::body)
        .onFailure(refused -> discard(file));
  }

  /** A file goes before an asset, an asset before a URL. */
  private static FindSimilar message(Call call, @Nullable StagedBlob file) {
    Parameters parameters = call.parameters();
    if (parameters.has("text")) {
      throw new Refusal(ErrorCode.VISUAL_SEARCH_UNAVAILABLE);
    }
    parameters
        .text(FILE)
        .ifPresent(text -> {
          throw new Refusal(ErrorCode.INVALID_PARAMETER, FILE, "a file part is expected");
        });
    String asset = file == null ? parameters.text(ASSET).orElse(null) : null;
    String url = file == null && asset == null ? url(parameters) : null;
    return new FindSimilar(call.environment().id(), asset, url, file, ListingParameters.page(call));
  }

  private static String url(Parameters parameters) {
    String url = parameters.required(URL);
    if (!WebAddress.isOne(url)) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, URL, Entry.shown(url));
    }
    return url;
  }

  private void discard(@Nullable StagedBlob file) {
    if (file != null) {
      staging.blobs().discard(file);
    }
  }
}
