package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PageRequest;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the Admin API tells of one asset (reference/admin-api.md 4). For virtual threads. */
public final class Details {
  private static final PageRequest FIRST_DERIVED = new PageRequest(10, null);

  private final AssetParts parts;
  private final Analyses analyses;
  private final DetailRows rows;

  public Details(AssetParts parts) {
    this.parts = parts;
    this.analyses = new Analyses(parts.bus());
    this.rows = new DetailRows(parts.database());
  }

  /** One asset with everything that the flags ask for. */
  public Answer describe(DescribeAsset asked) {
    Environment environment = parts.environment(asked.environmentId());
    Asset asset = find(asked);
    JsonObject json = details(environment, asset, asked.derived());
    for (String flag : asked.flags()) {
      switch (flag) {
        case "versions" -> json.put("versions", versions(asset));
        case "related" -> putRelated(json, environment, asset, asked);
        case "pages" -> json.put("pages", asset.content().pages());
        case "coordinates" -> json.put("coordinates", asset.marks().coordinates());
        default -> {
          // The others are measures of a picture, all taken below.
        }
      }
    }
    json.mergeIn(analyses.of(asset, asked.flags()));
    return new Answer(json.encode());
  }

  /** The details without any flag: what updates answer with as well. */
  public JsonObject details(Environment environment, Asset asset) {
    return details(environment, asset, FIRST_DERIVED);
  }

  private JsonObject details(Environment environment, Asset asset, PageRequest page) {
    ItemJson items = new ItemJson(environment, parts.urls());
    JsonObject json = new DetailJson(items).details(asset);
    DetailRows.DerivedPage derived = rows.derived(asset, page);
    JsonArray each = new JsonArray();
    derived.derived().forEach(made -> each.add(DetailJson.derived(items, asset, made)));
    json.put("derived", each);
    Cursor.put(json, "derived_next_cursor", derived.next());
    Cursor.put(json, "next_cursor", derived.next());
    return json;
  }

  private Asset find(DescribeAsset asked) {
    AssetKey key = asked.key();
    if (key != null) {
      return parts
          .assets()
          .find(asked.environmentId(), key)
          .orElseThrow(() -> Derivations.notFound(key));
    }
    String id = String.valueOf(asked.assetId());
    return parts
        .assets()
        .find(asked.environmentId(), AssetIds.parse(id))
        .orElseThrow(() -> new Refusal(ErrorCode.RESOURCE_NOT_FOUND, id));
  }

  /** The current version and those that backup kept, newest first. */
  private JsonArray versions(Asset asset) {
    JsonArray versions = new JsonArray();
    if (!asset.isPlaceholder()) {
      versions.add(DetailJson.version(asset.content(), false));
    }
    parts
        .versions()
        .list(asset.environmentId(), asset.assetId())
        .forEach(kept -> versions.add(DetailJson.version(kept, true)));
    return versions;
  }

  private void putRelated(
      JsonObject json, Environment environment, Asset asset, DescribeAsset asked) {
    DetailRows.RelatedPage page =
        rows.related(asset, new PageRequest(asked.derived().most(), asked.relatedCursor()));
    ItemJson items = new ItemJson(environment, parts.urls());
    JsonArray related = new JsonArray();
    page.assets().forEach(each -> related.add(items.item(each)));
    json.put("related_assets", related);
    Cursor.put(json, "related_next_cursor", page.next());
  }
}
