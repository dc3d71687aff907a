package dev.darkroom.api.upload;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.WebAddress;
import dev.darkroom.api.serve.FileAnswer;
import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.ComposePictures;
import dev.darkroom.protocol.ComposedPictures;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExplodeAsset;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Rendition;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.Terms;
import dev.darkroom.transform.language.NamedTransformations;
import dev.darkroom.transform.language.Transformation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sprites, animations and exploded documents (reference/upload-api.md 5.8 to 5.10); with {@code
 * mode=download} the picture itself (6).
 */
public final class ComposeEndpoints implements CallGroup {
  private static final Map<DeliveryType, Set<String>> FORMATS =
      Map.of(
          DeliveryType.SPRITE, Set.of("png", "jpg", "webp"),
          DeliveryType.MULTI, Set.of("gif", "webp", "png", "pdf"));
  private static final Set<String> MODES = Set.of("create", "download");
  private static final int MOST_URLS = 500;
  private static final int LONGEST_TAG = 255;

  private final Bus bus;
  private final BlobStore blobs;

  /** The endpoints. */
  public ComposeEndpoints(Bus bus, BlobStore blobs) {
    this.bus = bus;
    this.blobs = blobs;
  }

  @Override
  public void add(CallRoutes routes) {
    for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.GET)) {
      routes.on(method, "image/sprite", call -> compose(call, DeliveryType.SPRITE));
      routes.on(method, "image/multi", call -> compose(call, DeliveryType.MULTI));
    }
    routes.on(HttpMethod.POST, "image/explode", this::explode);
  }

  private Future<String> compose(Call call, DeliveryType type) {
    Parameters parameters = call.parameters();
    boolean download = parameters.word("mode", "create", MODES).equals("download");
    Terms terms = TermsOf.of(parameters);
    ComposePictures order =
        order(call, type, download ? new Terms(false, null, terms.batchId()) : terms);
    return bus.request(ComposePictures.ADDRESS, order)
        .compose(composed -> {
          DeliveredAsset file = composed.file();
          return download && file != null
              ? send(call, order, file)
              : Future.succeededFuture(composed).map(ComposedPictures::body);
        });
  }

  private Future<String> send(Call call, ComposePictures order, DeliveredAsset file) {
    String name =
        Optional.ofNullable(order.tag()).orElse(order.type().word()) + "." + file.format();
    return FileAnswer.send(call.exchange().routing(), blobs, file, new FileAnswer.Name(name, true));
  }

  private static ComposePictures order(Call call, DeliveryType type, Terms terms) {
    Parameters parameters = call.parameters();
    String tag = parameters.text("tag").orElse(null);
    List<String> urls = urls(parameters);
    if (tag == null && urls.isEmpty()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "tag");
    }
    if (tag != null && !urls.isEmpty()) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "urls", "given together with tag");
    }
    if (tag != null && tag.length() > LONGEST_TAG) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "tag", TermsOf.shown(tag));
    }
    String transformation = parameters.text("transformation").orElse("");
    return new ComposePictures(
        call.environment().id(),
        call.requester().caller(),
        type,
        tag,
        urls,
        transformation,
        format(parameters, type, transformation),
        terms);
  }

  private static String format(Parameters parameters, DeliveryType type, String transformation) {
    String given = parameters.text("format").orElse("").toLowerCase(Locale.ROOT);
    Rendition rendition = Rendition.ordered(type, transformation, given);
    Transformation.parse(NamedTransformations.without(rendition.pixels()));
    if (!FORMATS.getOrDefault(type, Set.of()).contains(rendition.extension())) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER, "format", TermsOf.shown(rendition.extension()));
    }
    return given;
  }

  private static List<String> urls(Parameters parameters) {
    List<String> urls = parameters.items("urls").stream().flatMap(ComposeEndpoints::split).toList();
    if (urls.size() > MOST_URLS) {
      throw new Refusal(ErrorCode.TOO_MANY_RESOURCES, MOST_URLS);
    }
    for (String url : urls) {
      if (!WebAddress.isOne(url)) {
        throw new Refusal(ErrorCode.UNSUPPORTED_SOURCE_URL, TermsOf.shown(url));
      }
    }
    return urls;
  }

  /** Signed links join them by commas, which a URL may hold as well. */
  private static Stream<String> split(String urls) {
    return Stream.of(urls.split(",(?=https?://)")).map(String::strip).filter(url -> !url.isEmpty());
  }

  private Future<String> explode(Call call) {
    Parameters parameters = call.parameters();
    String transformation = parameters.text("transformation").orElse("");
    Transformation.parse(
        NamedTransformations.without(transformation.replaceFirst("(^|[,/])pg_[^,/]+", "$1pg_1")));
    Terms terms = TermsOf.of(parameters);
    String format = IncomingParameters.format(parameters);
    ExplodeAsset order =
        new ExplodeAsset(
            call.environment().id(),
            call.requester().caller(),
            new AssetKey(
                ResourceType.IMAGE,
                DeliveryType.of(parameters.text("type").orElse("upload")),
                new PublicId(parameters.required("public_id"))),
            transformation,
            format.isEmpty() ? Rendition.format(transformation) : format,
            new Terms(true, terms.notificationUrl(), terms.batchId()));
    return bus.request(ExplodeAsset.ADDRESS, order).map(Answer::body);
  }
}
