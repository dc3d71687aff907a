package dev.darkroom.api.upload;

import dev.darkroom.api.request.AccessParameters;
import dev.darkroom.api.request.LabelParameters;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.Requester;
import dev.darkroom.api.request.UnsupportedParameters;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.EagerWanted;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExplicitAsset;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.UploadFlow;
import dev.darkroom.transform.language.EagerTransformation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From the parameters of an upload or of {@code explicit} to the message for the asset store
 * (reference/upload-api.md 4.2 and 5.1). It is pure.
 */
final class UploadRequest {
  /** What would change the result and is not built. */
  private static final UnsupportedParameters UNSUPPORTED =
      new UnsupportedParameters(
          Set.of(
              "manifest_json", "manifest_transformation", "proxy", "quality_override", "template"));

  private static final int LONGEST_SCRIPT = 20_000;
  private static final int LONGEST_BATCH_ID = 200;

  private final Requester requester;
  private final Parameters parameters;
  private final boolean overwrites;

  /**
   * A request.
   *
   * @param overwrites what holds when the call does not say
   */
  UploadRequest(Requester requester, Parameters parameters, boolean overwrites) {
    this.requester = requester;
    this.parameters = parameters;
    this.overwrites = overwrites;
  }

  /** The message of an upload, or a refusal that names the parameter. */
  StoreAsset message(@Nullable ResourceType resourceType, UploadSource source) {
    UNSUPPORTED.refuse(parameters);
    AddOns.refuse(parameters);
    return new StoreAsset(
        requester.environment().id(),
        requester.caller(),
        resourceType,
        uploadType(),
        source.content(),
        source.url(),
        NamingParameters.of(parameters, source.fileName()),
        LabelParameters.of(parameters),
        AccessParameters.of(parameters),
        MarkParameters.of(parameters),
        IncomingParameters.of(parameters),
        eager(),
        AnalysisParameters.of(parameters),
        flow());
  }

  /** The message of {@code explicit}, or a refusal that names the parameter. */
  ExplicitAsset explicit(ResourceType resourceType) {
    UNSUPPORTED.refuse(parameters);
    AddOns.refuse(parameters);
    PublicId publicId = new PublicId(parameters.required("public_id"));
    DeliveryType type = type();
    if (publicId.isRemote() != (type == DeliveryType.FETCH)) {
      throw new Refusal(ErrorCode.RESOURCE_NOT_FOUND, publicId);
    }
    Naming naming = NamingParameters.of(parameters.with(Map.of("public_id", "")), "");
    return new ExplicitAsset(
        requester.environment().id(),
        requester.caller(),
        new AssetKey(resourceType, type, publicId),
        naming.assetFolder(),
        naming.displayName(),
        LabelParameters.of(parameters),
        AccessParameters.of(parameters),
        MarkParameters.of(parameters),
        eager(),
        AnalysisParameters.of(parameters),
        flow());
  }

  private DeliveryType uploadType() {
    DeliveryType type = type();
    if (!type.isUploaded()) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "type", type.word());
    }
    return type;
  }

  /** {@code asset} is another word for {@code upload}. */
  private DeliveryType type() {
    String word = parameters.text("type").orElse("upload");
    return DeliveryType.of(word.equals("asset") ? "upload" : word);
  }

  private EagerWanted eager() {
    List<EagerItem> items =
        EagerTransformation.parseAll(String.join("|", parameters.items("eager"))).stream()
            .map(item -> new EagerItem(item.requested(), item.transformation(), item.format()))
            .toList();
    return new EagerWanted(
        items,
        parameters.flag("eager_async", false),
        orNull(parameters.notificationUrl("eager_notification_url")));
  }

  private UploadFlow flow() {
    return new UploadFlow(
        parameters.flag("overwrite", overwrites),
        parameters.flag("async", false),
        parameters.flag("return_delete_token", false),
        orNull(parameters.notificationUrl("notification_url")),
        orNull(bounded("batch_id", LONGEST_BATCH_ID)),
        orNull(bounded("eval", LONGEST_SCRIPT)),
        orNull(bounded("on_success", LONGEST_SCRIPT)),
        false);
  }

  private Optional<String> bounded(String name, int longest) {
    Optional<String> text = parameters.text(name);
    if (text.isPresent() && text.get().length() > longest) {
      String limit = "longer than " + longest + " characters";
      throw new Refusal(ErrorCode.INVALID_PARAMETER, name, limit);
    }
    return text;
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }
}
