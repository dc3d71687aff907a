package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FindAssets;
import dev.darkroom.protocol.ItemShape;
import dev.darkroom.protocol.ListAssets;
import dev.darkroom.protocol.ListAssets.Selector;
import dev.darkroom.protocol.PageRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;

/** Lists of assets (reference/admin-api.md 3). For virtual threads. */
public final class Listings {
  private final AssetParts parts;

  public Listings(AssetParts parts) {
    this.parts = parts;
  }

  /** A page of assets by the time of their creation. */
  public Answer list(ListAssets asked) {
    Selector selector = asked.selector();
    String query = Cursor.fingerprint("list", asked.environmentId(), selector, asked.descending());
    Order order = Order.byCreation(asked.descending());
    boolean byTag = selector.kind() == ListAssets.Kind.TAG;
    Pages.Wanted wanted =
        new Pages.Wanted(
            asked.environmentId(),
            Selection.of(asked.environmentId(), selector),
            byTag ? tagOrder(asked.descending()) : order,
            asked.page(),
            query,
            false);
    Pages pages = new Pages(parts.database(), byTag ? Source.TAGGED : Source.ASSETS);
    boolean ordered = byTag || Selection.isOrdered(selector);
    Pages.Page page = ordered ? pages.walk(wanted) : pages.seek(wanted);
    JsonObject answer = answer(asked.environmentId(), page.rows(), asked.shape());
    Cursor.put(answer, "next_cursor", page.next());
    if (selector.kind() == ListAssets.Kind.FOLDER) {
      answer.put("total_count", page.total());
    }
    return new Answer(answer.encode());
  }

  private static Order tagOrder(boolean descending) {
    SortKey created = new SortKey("created_at", "t.created_at", SortKey.Kind.TIME, descending);
    return Order.by(List.of(created), "t.asset_id", SortKey.Kind.ID);
  }

  /** Assets by their names. */
  public Answer find(FindAssets asked) {
    Condition named =
        asked.assetIds().isEmpty()
            ? Selection.named(asked.resourceType(), asked.type(), asked.publicIds())
            : Selection.ofIds(asked.assetIds().stream().map(AssetIds::parse).toList());
    Pages.Wanted wanted =
        new Pages.Wanted(
            asked.environmentId(),
            named,
            Order.byCreation(true),
            new PageRequest(Pages.COUNTED, null),
            "",
            false);
    Pages.Page page = new Pages(parts.database(), Source.ASSETS).seek(wanted);
    return new Answer(answer(asked.environmentId(), page.rows(), asked.shape()).encode());
  }

  private JsonObject answer(long environmentId, List<Row> rows, ItemShape shape) {
    Environment environment = parts.environment(environmentId);
    ItemJson json = new ItemJson(environment, parts.urls());
    JsonArray resources = new JsonArray();
    for (Row row : rows) {
      resources.add(json.listed(AssetRows.asset(row), shape));
    }
    return new JsonObject().put("resources", resources);
  }
}
