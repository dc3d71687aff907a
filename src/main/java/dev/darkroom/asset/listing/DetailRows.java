package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.asset.store.Derived;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.PageRequest;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Pages of what belongs to one asset: derived versions, related assets. It awaits. */
final class DetailRows {
  private static final Order DERIVED =
      Order.by(
          List.of(new SortKey("created_at", "d.created_at", SortKey.Kind.TIME, false)),
          "d.digest",
          SortKey.Kind.ID);
  private static final Order RELATED =
      Order.by(
          List.of(new SortKey("created_at", "r.created_at", SortKey.Kind.TIME, false)),
          "r.related_id",
          SortKey.Kind.ID);

  /** A page of derived versions. */
  record DerivedPage(List<Derived> derived, Optional<Cursor> next) {}

  /** A page of related assets. */
  record RelatedPage(List<Asset> assets, Optional<Cursor> next) {}

  private record Cut(List<Row> rows, Optional<Cursor> next) {}

  private final Database database;

  DetailRows(Database database) {
    this.database = database;
  }

  /** Derived versions of the current version, oldest first. */
  DerivedPage derived(Asset asset, PageRequest page) {
    Binder binder = new Binder();
    String sql =
        """
        select d.*, %s from derived d
         where d.environment_id = %s::bigint and d.asset_id = %s::uuid and d.version = %s::bigint
        """
            .formatted(
                DERIVED.selected(),
                binder.bind(asset.environmentId()),
                binder.bind(asset.assetId()),
                binder.bind(asset.version()));
    String query = Cursor.fingerprint("derived", asset.environmentId(), asset.assetId());
    Cut cut = cut(query, sql, binder, DERIVED, page);
    return new DerivedPage(each(cut.rows(), AssetRows::derived), cut.next());
  }

  /** Related assets, in the order in which they were related. */
  RelatedPage related(Asset asset, PageRequest page) {
    Binder binder = new Binder();
    String sql =
        """
        select %s, %s from asset_relation r join asset a
            on a.environment_id = r.environment_id and a.asset_id = r.related_id
         where r.environment_id = %s::bigint and r.asset_id = %s::uuid
        """
            .formatted(
                Source.ASSETS.columns(),
                RELATED.selected(),
                binder.bind(asset.environmentId()),
                binder.bind(asset.assetId()));
    String query = Cursor.fingerprint("related", asset.environmentId(), asset.assetId());
    Cut cut = cut(query, sql, binder, RELATED, page);
    return new RelatedPage(each(cut.rows(), AssetRows::asset), cut.next());
  }

  private Cut cut(String query, String sql, Binder binder, Order order, PageRequest page) {
    String behind =
        page.cursor() == null ? "" : " and " + after(page.cursor(), query, order, binder);
    String sorted = " order by " + order.sql(order::expression) + " limit " + (page.most() + 1);
    RowSet<Row> found = database.query(sql + behind + sorted, binder.tuple()).await();
    List<Row> rows = new ArrayList<>();
    found.forEach(rows::add);
    if (rows.size() <= page.most()) {
      return new Cut(rows, Optional.empty());
    }
    rows.removeLast();
    return new Cut(rows, Optional.of(new Cursor(query, -1, order.place(rows.getLast()))));
  }

  private static String after(String cursor, String query, Order order, Binder binder) {
    List<String> place = Cursor.decode(cursor, query).place();
    try {
      return order.after(order.parse(place), binder, order::expression);
    } catch (IllegalArgumentException broken) {
      throw Cursor.refusal(cursor);
    }
  }

  private static <T> List<T> each(List<Row> rows, Function<Row, T> read) {
    return rows.stream().map(read).toList();
  }
}
