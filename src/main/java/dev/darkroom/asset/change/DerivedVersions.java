package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derived;
import dev.darkroom.asset.store.TransformationUse;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.DropDerived;
import dev.darkroom.protocol.DroppedDerived;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindUsedTransformations;
import dev.darkroom.protocol.ListDerived;
import dev.darkroom.protocol.ListUsedTransformations;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.UsedTransformations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Derived versions by their transformation (reference/admin-api.md 9): which are in use, for what,
 * and gone with it. For virtual threads.
 */
public final class DerivedVersions {
  private static final int AT_ONCE = 1_000;
  private static final Pattern CURSOR = Pattern.compile("[0-9a-f]{64}");

  private final AssetParts parts;
  private final TransformationUse uses;

  public DerivedVersions(AssetParts parts) {
    this.parts = parts;
    this.uses = new TransformationUse(parts.database());
  }

  /** Serves the catalog's questions. */
  public void serve() {
    Bus bus = parts.bus();
    bus.serve(ListUsedTransformations.ADDRESS, Bus.awaiting(this::listUsed));
    bus.serve(FindUsedTransformations.ADDRESS, Bus.awaiting(this::findUsed));
    bus.serve(ListDerived.ADDRESS, Bus.awaiting(this::list));
    bus.serve(DropDerived.ADDRESS, Bus.awaiting(this::drop));
  }

  private UsedTransformations listUsed(ListUsedTransformations asked) {
    return new UsedTransformations(uses.list(asked.environmentId(), asked.after(), asked.limit()));
  }

  private UsedTransformations findUsed(FindUsedTransformations asked) {
    return new UsedTransformations(uses.inUse(asked.environmentId(), asked.transformations()));
  }

  private Answer list(ListDerived asked) {
    Environment environment = parts.environment(asked.environmentId());
    List<TransformationUse.Use> found =
        uses.find(
            asked.environmentId(),
            asked.transformation(),
            after(asked.nextCursor()),
            asked.maxResults() + 1);
    JsonArray derived = new JsonArray();
    for (TransformationUse.Use use : found.stream().limit(asked.maxResults()).toList()) {
      parts
          .assets()
          .find(asked.environmentId(), use.assetId())
          .ifPresent(
              asset -> derived.add(json(environment.cloud(), asset, asked.transformation(), use)));
    }
    JsonObject json = JsonObject.of("derived", derived);
    if (found.size() > asked.maxResults()) {
      json.put("next_cursor", cursor(found.get(asked.maxResults() - 1)));
    }
    return new Answer(json.encode());
  }

  private JsonObject json(
      String cloud, Asset asset, String transformation, TransformationUse.Use use) {
    return new JsonObject()
        .put("public_id", asset.key().publicId().value())
        .put("resource_type", asset.key().resourceType().word())
        .put("type", asset.key().type().word())
        .put("format", use.format())
        .put("url", parts.urls().url(cloud, asset, transformation, use.extension()))
        .put("secure_url", parts.urls().secureUrl(cloud, asset, transformation, use.extension()))
        .put("bytes", use.bytes())
        .put("id", Derived.id(asset, use.digest()));
  }

  /** In portions: each is one short transaction, whatever the number of rows. */
  private DroppedDerived drop(DropDerived asked) {
    long dropped = 0;
    int portion;
    do {
      portion =
          parts
              .database()
              .awaitTransaction(connection -> {
                List<BlobRef> released =
                    uses.delete(connection, asked.environmentId(), asked.transformation(), AT_ONCE);
                parts.loose().note(connection, released);
                return released.size();
              });
      dropped += portion;
    } while (portion == AT_ONCE);
    return new DroppedDerived(dropped);
  }

  private static String cursor(TransformationUse.Use last) {
    return AssetJson.hex(last.assetId()) + AssetJson.hex(last.digest());
  }

  private static TransformationUse.@Nullable Use after(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    if (!CURSOR.matcher(cursor).matches()) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER,
          "next_cursor",
          cursor.substring(0, Math.min(80, cursor.length())));
    }
    return new TransformationUse.Use(
        uuid(cursor.substring(0, 32)), uuid(cursor.substring(32)), "", "", 0);
  }

  private static UUID uuid(String hex) {
    return new UUID(
        Long.parseUnsignedLong(hex.substring(0, 16), 16),
        Long.parseUnsignedLong(hex.substring(16), 16));
  }
}
