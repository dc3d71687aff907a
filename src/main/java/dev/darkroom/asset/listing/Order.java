package dev.darkroom.asset.listing;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a list is sorted: a total order, so that a cursor stands between two rows. */
public record Order(List<SortKey> keys) {
  /** By keys of the caller's, and by the row's own id in the last direction. */
  public static Order by(List<SortKey> keys, String id, SortKey.Kind kind) {
    List<SortKey> all = new ArrayList<>(keys);
    all.add(new SortKey("id", id, kind, keys.getLast().descending()));
    return new Order(List.copyOf(all));
  }

  /** By the time of creation. */
  public static Order byCreation(boolean descending) {
    SortKey created = new SortKey("created_at", "a.created_at", SortKey.Kind.TIME, descending);
    return by(List.of(created), "a.asset_id", SortKey.Kind.ID);
  }

  /** The keys' values as columns {@code k0}, {@code k1}… */
  String selected() {
    return IntStream.range(0, keys.size())
        .mapToObj(at -> keys.get(at).selected() + " as k" + at)
        .collect(Collectors.joining(", "));
  }

  /** The text after {@code order by}. */
  String sql(IntFunction<String> name) {
    return IntStream.range(0, keys.size())
        .mapToObj(at -> name.apply(at) + (keys.get(at).descending() ? " desc" : " asc"))
        .collect(Collectors.joining(", "));
  }

  /** The key's own expression. */
  String expression(int at) {
    return keys.get(at).sql();
  }

  /** The rows behind those values. */
  String after(List<Object> values, Binder binder, IntFunction<String> name) {
    List<String> bound = new ArrayList<>();
    for (int at = 0; at < keys.size(); at++) {
      bound.add(binder.bind(values.get(at)) + "::" + keys.get(at).kind().type());
    }
    boolean oneWay = keys.stream().map(SortKey::descending).distinct().count() == 1;
    return oneWay ? compared(bound, name) : expanded(bound, name);
  }

  private String compared(List<String> bound, IntFunction<String> name) {
    String names = IntStream.range(0, keys.size()).mapToObj(name).collect(Collectors.joining(", "));
    return "(" + names + ")" + sign(0) + "(" + String.join(", ", bound) + ")";
  }

  /** Row comparison knows one direction only. The first part is implied: it is for the index. */
  private String expanded(List<String> bound, IntFunction<String> name) {
    List<String> ways = new ArrayList<>();
    for (int last = 0; last < keys.size(); last++) {
      StringBuilder way = new StringBuilder();
      for (int at = 0; at < last; at++) {
        way.append(name.apply(at)).append(" = ").append(bound.get(at)).append(" and ");
      }
      ways.add("(" + way + name.apply(last) + sign(last) + bound.get(last) + ")");
    }
    String first = name.apply(0) + sign(0).stripTrailing() + "= " + bound.getFirst();
    return "(" + first + " and (" + String.join(" or ", ways) + "))";
  }

  private String sign(int at) {
    return keys.get(at).descending() ? " < " : " > ";
  }

  /** Where the row stands, as a cursor keeps it. */
  List<String> place(Row row) {
    return IntStream.range(0, keys.size())
        .mapToObj(at -> keys.get(at).kind().read(row, "k" + at))
        .toList();
  }

  /** A place as values to bind; anything that is none is an {@link IllegalArgumentException}. */
  List<Object> parse(List<String> place) {
    if (place.size() != keys.size()) {
      throw new IllegalArgumentException("a place of another order");
    }
    return IntStream.range(0, keys.size())
        .mapToObj(at -> keys.get(at).kind().parse(place.get(at)))
        .toList();
  }
}
