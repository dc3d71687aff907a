package dev.darkroom.api.upload;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ArchiveLayout;
import dev.darkroom.protocol.ArchiveSelection;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.CreateArchive;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PlanArchive;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.transform.language.EagerTransformation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the parameters of an archive to its message (reference/upload-api.md 5.11). It is pure. */
final class ArchiveRequest {
  private static final Set<String> FORMATS = Set.of("zip", "tgz");
  private static final int MOST_IDS = 5_000;
  private static final int MOST_SELECTORS = 100;
  private static final int LONGEST = 255;
  private static final List<String> SELECTORS =
      List.of("public_ids", "fully_qualified_public_ids", "tags", "prefixes");

  private final Call call;
  private final Parameters parameters;
  private final String resourceType;

  ArchiveRequest(Call call) {
    this.call = call;
    this.parameters = call.parameters();
    this.resourceType = call.path("resourceType");
  }

  /** An archive that becomes an asset. */
  CreateArchive create() {
    String publicId = parameters.text("target_public_id").orElse(null);
    if (publicId != null) {
      publicId = new PublicId(publicId).value();
    }
    return new CreateArchive(
        call.environment().id(),
        call.requester().caller(),
        selection(),
        layout(),
        publicId,
        parameters.list("target_tags"),
        parameters.text("target_asset_folder").map(ArchiveRequest::folder).orElse(null),
        TermsOf.of(parameters));
  }

  /** An archive that is only sent. */
  PlanArchive plan() {
    return new PlanArchive(call.environment().id(), selection(), layout());
  }

  /** Every asset with the tag that the call names. */
  PlanArchive tagged() {
    ArchiveSelection selection =
        new ArchiveSelection(
            resourceType(),
            type(),
            List.of(),
            List.of(),
            List.of(bounded("tag", parameters.required("tag"))),
            List.of(),
            false);
    return new PlanArchive(call.environment().id(), selection, layout());
  }

  /** What the archive is called when it is saved. */
  String fileName() {
    String ending = "." + format();
    String name =
        parameters.text("target_public_id").or(() -> parameters.text("tag")).orElse("archive");
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.endsWith(ending) ? last : last + ending;
  }

  /** {@code zip} or {@code tgz}. */
  String format() {
    return parameters.word("target_format", "zip", FORMATS);
  }

  private ArchiveSelection selection() {
    if (SELECTORS.stream().noneMatch(parameters::has)) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "public_ids");
    }
    List<AssetKey> qualified =
        many("fully_qualified_public_ids", MOST_IDS).stream()
            .map(ArchiveRequest::qualified)
            .toList();
    boolean auto = resourceType.equals("auto");
    if (auto && qualified.isEmpty()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "fully_qualified_public_ids");
    }
    return new ArchiveSelection(
        auto ? null : resourceType(),
        type(),
        auto ? List.of() : many("public_ids", MOST_IDS),
        qualified,
        auto ? List.of() : many("tags", MOST_SELECTORS),
        auto ? List.of() : many("prefixes", MOST_SELECTORS),
        parameters.flag("allow_missing", false));
  }

  private ArchiveLayout layout() {
    return new ArchiveLayout(
        format(),
        transformations(),
        parameters.flag("flatten_folders", false),
        parameters.flag("flatten_transformations", false),
        parameters.flag("skip_transformation_name", false),
        parameters.flag("keep_derived", false),
        parameters.flag("use_original_filename", false));
  }

  private List<EagerItem> transformations() {
    List<String> given =
        parameters.has("transformations")
            ? parameters.items("transformations")
            : parameters.items("transformation");
    return EagerTransformation.parseAll(String.join("|", given)).stream()
        .map(item -> new EagerItem(item.requested(), item.transformation(), item.format()))
        .toList();
  }

  private @Nullable ResourceType resourceType() {
    return resourceType.equals("all") ? null : ResourceType.of(resourceType);
  }

  private DeliveryType type() {
    return DeliveryType.of(parameters.text("type").orElse("upload"));
  }

  private List<String> many(String name, int most) {
    List<String> values = parameters.items(name);
    if (values.size() > most) {
      throw new Refusal(ErrorCode.TOO_MANY_RESOURCES, most);
    }
    values.forEach(value -> bounded(name, value));
    return values;
  }

  private static String bounded(String name, String value) {
    if (value.length() > LONGEST) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, name, TermsOf.shown(value));
    }
    return value;
  }

  private static String folder(String path) {
    String trimmed = path.replaceAll("^/+|/+$", "");
    return trimmed.isEmpty() ? "" : new PublicId(trimmed).value();
  }

  private static AssetKey qualified(String text) {
    String[] parts = text.split("/", 3);
    if (parts.length < 3) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER, "fully_qualified_public_ids", TermsOf.shown(text));
    }
    return new AssetKey(
        ResourceType.of(parts[0]), DeliveryType.of(parts[1]), new PublicId(parts[2]));
  }
}
