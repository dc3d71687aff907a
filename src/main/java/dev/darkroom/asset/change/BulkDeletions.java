package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.Derived;
import dev.darkroom.asset.store.SelectionStore;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.DeleteAssets;
import dev.darkroom.protocol.DeleteDerived;
import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deletes many assets, or what was derived from them, a page per call (reference/admin-api.md 5).
 * For virtual threads.
 */
record BulkDeletions(Transactions transactions) {
  private static final String DELETED = "deleted";
  private static final String NOT_FOUND = "not_found";

  Answer delete(DeleteAssets asked) {
    SelectionStore.Page page =
        transactions.parts().selections().select(asked.by().environmentId(), asked.selection());
    JsonObject answer =
        transactions.commit(
            asked.by(), Set.of(EventType.DELETE), change -> delete(change, asked, page));
    answer.put("partial", page.nextCursor().isPresent());
    page.nextCursor().ifPresent(cursor -> answer.put("next_cursor", cursor));
    return new Answer(answer.encode());
  }

  private static JsonObject delete(Change change, DeleteAssets asked, SelectionStore.Page page) {
    JsonObject deleted = new JsonObject();
    JsonObject counts = new JsonObject();
    asked(asked.selection()).forEach(name -> deleted.put(name, NOT_FOUND));
    List<Told> told = new ArrayList<>();
    for (Asset asset :
        change
            .parts()
            .assets()
            .findAndLock(change.connection(), asked.by().environmentId(), page.ids())) {
      if (Removal.isGone(asset)) {
        continue;
      }
      boolean keep = asked.keepOriginal();
      int derived = keep ? deleteDerived(change, asset, asked) : delete(change, asset, told);
      String name = name(asked.selection(), asset);
      deleted.put(name, DELETED);
      count(counts, name, keep ? 0 : 1, derived);
    }
    change.raise(told);
    return new JsonObject().put("deleted", deleted).put("deleted_counts", counts);
  }

  private static int delete(Change change, Asset asset, List<Told> told) {
    Removal.Removed removed = new Removal(change).remove(asset, EventType.DELETE);
    told.add(removed.told());
    return removed.derived();
  }

  private static int deleteDerived(Change change, Asset asset, DeleteAssets asked) {
    List<Derived> gone =
        asked.transformations().isEmpty()
            ? change.parts().derived().delete(change.connection(), asset)
            : change.parts().derived().delete(change.connection(), asset, asked.transformations());
    change.release(blobs(gone));
    return gone.size();
  }

  /** Two assets of one public id, of different types, are one line of the answer. */
  private static void count(JsonObject counts, String name, int original, int derived) {
    JsonObject before = counts.getJsonObject(name, JsonObject.of("original", 0, "derived", 0));
    counts.put(
        name,
        new JsonObject()
            .put("original", before.getInteger("original") + original)
            .put("derived", before.getInteger("derived") + derived));
  }

  /** What the caller named one by one: what is not found of it is told. */
  private static List<String> asked(AssetSelection selection) {
    return switch (selection.by()) {
      case PUBLIC_IDS, ASSET_IDS -> selection.values();
      case PREFIX, TAG, ALL -> List.of();
    };
  }

  private static String name(AssetSelection selection, Asset asset) {
    return selection.by() == AssetSelection.By.ASSET_IDS
        ? AssetJson.hex(asset.assetId())
        : asset.key().publicId().value();
  }

  Answer deleteDerived(DeleteDerived asked) {
    JsonObject deleted =
        transactions.commit(
            asked.by(),
            Set.of(),
            change -> {
              Map<String, Derived> gone =
                  change
                      .parts()
                      .derived()
                      .delete(change.connection(), asked.by().environmentId(), asked.ids());
              change.release(blobs(gone.values()));
              JsonObject answer = new JsonObject();
              asked.ids().forEach(id -> answer.put(id, gone.containsKey(id) ? DELETED : NOT_FOUND));
              return answer;
            });
    return new Answer(JsonObject.of("deleted", deleted).encode());
  }

  private static List<BlobRef> blobs(Collection<Derived> derived) {
    return derived.stream().map(Derived::blob).toList();
  }
}
