package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Condition;
import dev.darkroom.asset.listing.Cursor;
import dev.darkroom.asset.listing.ItemJson;
import dev.darkroom.asset.listing.Pages;
import dev.darkroom.asset.listing.Source;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.SearchFolders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/** Answers {@code folders/search} (reference/admin-api.md 7). For virtual threads. */
public final class FolderSearches {
  private final AssetParts parts;

  public FolderSearches(AssetParts parts) {
    this.parts = parts;
  }

  /** One page of folders. */
  public Answer search(SearchFolders asked) {
    final long start = System.nanoTime();
    Environment environment = parts.environment(asked.environmentId());
    Expression expression = Parser.parse(asked.expression());
    Instant now = parts.clock().instant();
    Condition where =
        binder ->
            new FolderTranslator(new Scope(environment.id(), environment.folderMode(), now, binder))
                .sql(expression);
    String query =
        Cursor.fingerprint("folders", asked.environmentId(), asked.expression(), asked.sortBy());
    Pages.Wanted wanted =
        new Pages.Wanted(
            asked.environmentId(),
            where,
            Sorting.ofFolders(asked.sortBy()),
            asked.page(),
            query,
            false);
    Pages.Page page = new Pages(parts.database(), Source.FOLDERS).seek(wanted);
    JsonArray folders = new JsonArray();
    page.rows().forEach(row -> folders.add(folder(row)));
    JsonObject answer =
        new JsonObject()
            .put("total_count", page.total())
            .put("time", (System.nanoTime() - start) / 1_000_000)
            .put("folders", folders);
    Cursor.put(answer, "next_cursor", page.next());
    return new Answer(answer.encode());
  }

  private static JsonObject folder(Row row) {
    return new JsonObject()
        .put("name", row.getString("name"))
        .put("path", row.getString("path"))
        .put("external_id", AssetJson.hex(row.getUUID("external_id")))
        .put("created_at", ItemJson.time(row.getOffsetDateTime("created_at").toInstant()));
  }
}
