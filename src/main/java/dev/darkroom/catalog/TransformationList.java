package dev.darkroom.catalog;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.FindUsedTransformations;
import dev.darkroom.protocol.ListCatalog;
import dev.darkroom.protocol.ListUsedTransformations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages of transformations (reference/admin-api.md 9): named ones in order of their names, then
 * those that are in use, in an order of their own. For virtual threads.
 */
final class TransformationList {
  /** What the second part's cursors begin with; no name can. */
  private static final String USED = "/";

  /** One item, and the cursor of what follows it. */
  private record Item(String cursor, JsonObject json) {}

  private final Bus bus;
  private final TransformationStore store;

  TransformationList(Bus bus, TransformationStore store) {
    this.bus = bus;
    this.store = store;
  }

  /** The page that is asked for. */
  Answer list(ListCatalog asked) {
    Page page = Page.of(asked.nextCursor(), asked.maxResults());
    boolean beginsWithNamed = !page.after().startsWith(USED);
    List<Item> items = new ArrayList<>();
    if (beginsWithNamed && !Boolean.FALSE.equals(asked.named())) {
      items.addAll(named(asked.environmentId(), page));
    }
    if (!Boolean.TRUE.equals(asked.named()) && items.size() <= page.size()) {
      items.addAll(
          used(asked.environmentId(), page, beginsWithNamed ? null : page.after().substring(1)));
    }
    return new Answer(json(page, items).encode());
  }

  private List<Item> named(long environmentId, Page page) {
    List<TransformationStore.Stored> found =
        store.listNamed(environmentId, page.after(), page.probe());
    List<String> references =
        found.stream().map(stored -> Transformations.reference(stored.name())).toList();
    Set<String> inUse =
        new HashSet<>(
            bus.request(
                    FindUsedTransformations.ADDRESS,
                    new FindUsedTransformations(environmentId, references))
                .await()
                .transformations());
    return found.stream()
        .map(stored ->
            new Item(
                stored.name(),
                Transformations.json(
                    stored, inUse.contains(Transformations.reference(stored.name())))))
        .toList();
  }

  private List<Item> used(long environmentId, Page page, @Nullable String after) {
    List<String> found =
        bus.request(
                ListUsedTransformations.ADDRESS,
                new ListUsedTransformations(environmentId, after, page.probe()))
            .await()
            .transformations();
    Set<String> allowed = store.allowed(environmentId, found);
    return found.stream()
        .map(text ->
            new Item(
                USED + text,
                Transformations.json(
                    new TransformationStore.Stored(text, false, text, allowed.contains(text)),
                    true)))
        .toList();
  }

  private static JsonObject json(Page page, List<Item> items) {
    JsonArray shown = new JsonArray();
    items.stream().limit(page.size()).forEach(item -> shown.add(item.json()));
    JsonObject json = JsonObject.of("transformations", shown);
    return items.size() > page.size()
        ? json.put("next_cursor", Page.cursor(items.get(page.size() - 1).cursor()))
        : json;
  }
}
