package dev.darkroom.api.upload;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.serve.FileAnswer;
import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliverVersion;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.transform.language.NamedTransformations;
import dev.darkroom.transform.language.Transformation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Signed downloads of single files (reference/upload-api.md 6). */
public final class DownloadEndpoints implements CallGroup {
  private static final Set<String> YES = Set.of("true", "1");
  private static final Set<String> NO = Set.of("false", "0");

  private final Bus bus;
  private final BlobStore blobs;

  /** The endpoints. */
  public DownloadEndpoints(Bus bus, BlobStore blobs) {
    this.bus = bus;
    this.blobs = blobs;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "download_backup", this::backup);
    routes.on(HttpMethod.GET, ":resourceType/download", this::download);
  }

  private Future<String> backup(Call call) {
    DeliverVersion asked =
        new DeliverVersion(
            call.environment().id(),
            call.parameters().required("asset_id"),
            call.parameters().required("version_id"));
    return bus.request(DeliverVersion.ADDRESS, asked)
        .compose(version ->
            FileAnswer.send(
                call.exchange().routing(),
                blobs,
                version.file(),
                new FileAnswer.Name(version.name(), true)));
  }

  private Future<String> download(Call call) {
    Parameters parameters = call.parameters();
    ResourceType resourceType = ResourceType.of(call.path("resourceType"));
    PublicId publicId = new PublicId(parameters.required("public_id"));
    Optional<DeliveryType> type = parameters.text("type").map(DeliveryType::of);
    Future<DeliveredAsset> file =
        deliver(call, new AssetKey(resourceType, type.orElse(DeliveryType.UPLOAD), publicId));
    if (type.isEmpty()) {
      // Older SDKs mean private assets when they name no type.
      AssetKey secret = new AssetKey(resourceType, DeliveryType.PRIVATE, publicId);
      file =
          file.recover(
              failure -> isMissing(failure) ? deliver(call, secret) : Future.failedFuture(failure));
    }
    return file.compose(found ->
        FileAnswer.send(
            call.exchange().routing(), blobs, found, name(parameters, publicId, found)));
  }

  private Future<DeliveredAsset> deliver(Call call, AssetKey key) {
    Parameters parameters = call.parameters();
    String transformation = parameters.text("transformation").orElse("");
    Transformation.parse(NamedTransformations.without(transformation));
    String format =
        key.resourceType() == ResourceType.RAW
            ? ""
            : parameters.text("format").orElse("").toLowerCase(Locale.ROOT);
    return bus.request(
        DeliverAsset.ADDRESS,
        new DeliverAsset(call.environment().id(), key, transformation, format, true));
  }

  private static boolean isMissing(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.code() == ErrorCode.RESOURCE_NOT_FOUND;
  }

  private static FileAnswer.Name name(
      Parameters parameters, PublicId publicId, DeliveredAsset file) {
    String attachment = parameters.text("attachment").orElse("false");
    boolean named = !YES.contains(attachment) && !NO.contains(attachment);
    Optional<String> target = parameters.text("target_filename");
    String stem = target.orElse(named ? attachment : publicId.name());
    String ending = file.format().isEmpty() ? "" : "." + file.format();
    String whole = stem.endsWith(ending) ? stem : stem + ending;
    return new FileAnswer.Name(whole, target.isPresent() || !NO.contains(attachment));
  }
}
