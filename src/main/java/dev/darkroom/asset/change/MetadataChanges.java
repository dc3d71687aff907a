package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.SelectionStore;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AppliedMetadata;
import dev.darkroom.protocol.ApplyMetadata;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.ChangeMetadata;
import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes of structured metadata (reference/upload-api.md 5.7). The catalog is asked before the
 * transaction, once per different value: whoever holds rows waits for nobody. For virtual threads.
 */
record MetadataChanges(Transactions transactions) {
  private static final int ATTEMPTS = 5;

  /** What the catalog made of each value that assets had. */
  record Applied(Map<JsonObject, JsonObject> results) {
    /** The new value; a row that was changed meanwhile ends the attempt. */
    JsonObject to(Asset asset) {
      JsonObject result = results.get(asset.labels().metadata());
      if (result == null) {
        throw new Transactions.Outdated();
      }
      return result;
    }
  }

  Answer change(ChangeMetadata asked) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Applied applied =
          apply(asked.by().environmentId(), asked.changes(), asked.clearInvalid(), values(asked));
      Optional<Answer> answer =
          transactions.tryToCommit(
              asked.by(),
              Set.of(EventType.RESOURCE_METADATA_CHANGED),
              change -> write(change, asked, applied));
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw Transactions.tooBusy();
  }

  /** Asks the catalog what the changes make of each of these values. */
  Applied apply(
      long environmentId,
      Map<String, String> changes,
      boolean clearInvalid,
      Collection<JsonObject> values) {
    Map<JsonObject, JsonObject> results = new HashMap<>();
    for (JsonObject value : Set.copyOf(values)) {
      ApplyMetadata message =
          new ApplyMetadata(environmentId, value.encode(), changes, clearInvalid, false);
      AppliedMetadata applied =
          transactions.parts().bus().request(ApplyMetadata.ADDRESS, message).await();
      results.put(value, new JsonObject(applied.metadata()));
    }
    return new Applied(results);
  }

  private Answer write(Change change, ChangeMetadata asked, Applied applied) {
    List<Asset> found = change.lock(asked.resourceType(), asked.type(), asked.publicIds());
    change.edit(found, edit -> edit.metadata(applied.to(edit.asset())));
    return Answers.found(asked.publicIds(), found);
  }

  private List<JsonObject> values(ChangeMetadata asked) {
    AssetSelection selection =
        AssetSelection.of(asked.resourceType(), asked.type(), asked.publicIds());
    SelectionStore.Page page =
        transactions.parts().selections().select(asked.by().environmentId(), selection);
    return transactions.parts().assets().find(asked.by().environmentId(), page.ids()).stream()
        .map(asset -> asset.labels().metadata())
        .toList();
  }
}
