package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Binder;
import dev.darkroom.asset.listing.Condition;
import dev.darkroom.asset.listing.Cursor;
import dev.darkroom.asset.listing.ItemJson;
import dev.darkroom.asset.listing.Order;
import dev.darkroom.asset.listing.Pages;
import dev.darkroom.asset.listing.Source;
import dev.darkroom.asset.listing.Usage;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.SearchAssets;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;

/** Answers {@code resources/search} (reference/admin-api.md 7). For virtual threads. */
public final class Searches {
  private final AssetParts parts;
  private final Pages pages;
  private final Aggregates aggregates;

  public Searches(AssetParts parts) {
    this.parts = parts;
    this.pages = new Pages(parts.database(), Source.ASSETS_WITH_BACKUP);
    this.aggregates = new Aggregates(pages);
  }

  /** One page of results with everything that was asked about all of them. */
  public Answer search(SearchAssets asked) {
    final long start = System.nanoTime();
    Environment environment = parts.environment(asked.environmentId());
    Expression expression = Parser.parse(asked.expression());
    List<Aggregate> wanted = Aggregate.parse(asked.aggregate());
    Instant now = parts.clock().instant();
    Condition where = condition(expression, environment, now);
    where.sql(new Binder()); // refuses values that their fields cannot have
    Pages.Page page = page(asked, expression, where);
    JsonObject answer = answer(asked, environment, page);
    Cursor.put(answer, "next_cursor", page.next());
    if (!wanted.isEmpty()) {
      answer.put("aggregations", aggregates.of(asked.environmentId(), where, wanted));
    }
    answer.put("time", (System.nanoTime() - start) / 1_000_000);
    return new Answer(answer.encode());
  }

  /** Which rows of {@code asset a} an expression means; deleted ones that backup keeps are none. */
  static Condition condition(Expression expression, Environment environment, Instant now) {
    return binder -> {
      Scope scope = new Scope(environment.id(), environment.folderMode(), now, binder);
      return "a.blob is not null and " + new Translator(scope).sql(expression);
    };
  }

  private Pages.Page page(SearchAssets asked, Expression expression, Condition where) {
    Order order = Sorting.ofAssets(asked.sortBy());
    String query =
        Cursor.fingerprint("search", asked.environmentId(), asked.expression(), asked.sortBy());
    Pages.Wanted wanted =
        new Pages.Wanted(
            asked.environmentId(),
            where,
            order,
            asked.page(),
            query,
            asked.sortBy().isEmpty() && hasPrefix(expression));
    if (!(expression instanceof Expression.Everything)) {
      return pages.seek(wanted);
    }
    long all = new Usage(parts).now(asked.environmentId()).objects();
    Pages.Page page = pages.walk(wanted);
    return new Pages.Page(page.rows(), page.next(), all);
  }

  private static boolean hasPrefix(Expression expression) {
    return switch (expression) {
      case Expression.Everything() -> false;
      case Expression.All(List<Expression> parts) -> parts.stream().anyMatch(Searches::hasPrefix);
      case Expression.Any(List<Expression> parts) -> parts.stream().anyMatch(Searches::hasPrefix);
      case Expression.Not(Expression part) -> hasPrefix(part);
      case Expression.Term(String field, Match match, int position) ->
          (match instanceof Match.Like like && like.prefix())
              || (match instanceof Match.Exact exact && exact.prefix());
    };
  }

  private JsonObject answer(SearchAssets asked, Environment environment, Pages.Page page) {
    SearchJson json = new SearchJson(new ItemJson(environment, parts.urls()), asked.shape());
    JsonArray resources = new JsonArray();
    for (Row row : page.rows()) {
      resources.add(json.found(AssetRows.asset(row), row.getLong("backup_bytes")));
    }
    return new JsonObject()
        .put("total_count", page.total())
        .put("time", 0)
        .put("resources", resources);
  }
}
