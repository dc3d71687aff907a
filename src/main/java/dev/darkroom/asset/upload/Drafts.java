package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.store.EagerResult;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Markings;
import dev.darkroom.protocol.StoreAsset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From a request and its material to the asset that will be stored: labelled, measured, judged, its
 * derived versions made. For virtual threads.
 */
final class Drafts {
  private static final ImageFacts NO_PICTURE = new ImageFacts("", 0, 0, 0, false);

  private final AssetParts parts;
  private final Derivations derivations;
  private final Measures measures;
  private final Moderations moderations;
  private final Metadata metadata;

  Drafts(AssetParts parts, Derivations derivations) {
    this.parts = parts;
    this.derivations = derivations;
    this.measures = new Measures(parts.bus());
    this.moderations = new Moderations(parts.database());
    this.metadata = new Metadata(parts.bus());
  }

  /** Everything that is decided before the transaction; the material's bytes are kept already. */
  Draft draft(StoreAsset request, Material material, AssetNames names, Environment environment) {
    Instant now = parts.clock().instant();
    AssetKey key = new AssetKey(material.resourceType(), request.type(), names.publicId());
    JsonObject analysis = measures.of(material, request.analysis());
    Moderations.Verdict verdict =
        moderations.judge(
            environment.id(),
            key,
            analysis.getString("phash"),
            request.analysis().moderation(),
            now);
    Asset asset =
        new Asset(
            environment.id(),
            UUID.randomUUID(),
            key,
            content(material, now),
            labels(request),
            new Asset.Place(names.assetFolder(), names.displayName()),
            access(request),
            marks(request.marks(), analysis, verdict.entries()),
            new Asset.Origin(
                names.originalFilename(), names.originalExtension(), request.caller().id(), now),
            Asset.Updates.at(now));
    if (verdict.rejected()) {
      return new Draft(asset, List.of(), List.of(), verdict, new JsonObject());
    }
    return new Draft(
        asset,
        eager(request, material),
        new BreakpointRenders(parts.bus(), material, now).make(request.analysis().breakpoints()),
        verdict,
        new JsonObject());
  }

  private Asset.Labels labels(StoreAsset request) {
    List<String> tags = request.labels().tags();
    return new Asset.Labels(
        tags == null ? List.of() : tags,
        request.labels().context(),
        metadata.ofNew(request.environmentId(), request.labels()));
  }

  private static Asset.Access access(StoreAsset request) {
    String mode = request.access().mode();
    String control = request.access().control();
    return new Asset.Access(
        mode == null ? "public" : mode, control == null ? new JsonArray() : new JsonArray(control));
  }

  private static Asset.Marks marks(Markings given, JsonObject analysis, JsonArray moderation) {
    JsonObject coordinates = coordinates(given.coordinates(), analysis);
    return new Asset.Marks(
        coordinates, moderation, analysis, headers(given.headers()), given.backup());
  }

  /** What was found is where the faces are, unless the caller knows better. */
  static JsonObject coordinates(@Nullable String given, JsonObject analysis) {
    JsonObject coordinates = given == null ? new JsonObject() : new JsonObject(given);
    JsonArray found = analysis.getJsonArray("faces", new JsonArray());
    if (!coordinates.containsKey("faces") && !found.isEmpty()) {
      coordinates.put("faces", found);
    }
    return coordinates;
  }

  static JsonObject headers(@Nullable Map<String, String> headers) {
    JsonObject json = new JsonObject();
    if (headers != null) {
      headers.forEach(json::put);
    }
    return json;
  }

  private List<EagerResult> eager(StoreAsset request, Material material) {
    if (request.eager().items().isEmpty()) {
      return List.of();
    }
    if (request.eager().async()) {
      return new EagerBatch(request.caller(), request.eager(), request.flow()).processing();
    }
    return material.image() == null
        ? request.eager().items().stream().map(item -> unsupported(material, item)).toList()
        : derivations.prepare(
            request.environmentId(), material.content(), material.image(), request.eager().items());
  }

  /** A video is stored all the same: the item says that nothing was made of it. */
  private static EagerResult unsupported(Material material, EagerItem item) {
    String reason =
        Derivations.unsupported(material.resourceType(), item.transformation(), item.format())
            .getMessage();
    return new EagerResult.Failed(item, reason);
  }

  private static Asset.Content content(Material material, Instant now) {
    ImageFacts facts = material.image() == null ? NO_PICTURE : material.image();
    JsonObject media = material.media();
    return new Asset.Content(
        now.getEpochSecond(),
        UUID.randomUUID(),
        material.content().blob(),
        material.content().md5(),
        material.format(),
        media == null ? facts.width() : media.getInteger("width", 0),
        media == null ? facts.height() : media.getInteger("height", 0),
        facts.pages(),
        facts.alpha(),
        media,
        now);
  }
}
