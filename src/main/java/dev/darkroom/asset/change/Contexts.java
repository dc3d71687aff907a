package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ChangeContext;
import dev.darkroom.protocol.EventType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commands on context (reference/upload-api.md 5.6). For virtual threads. */
record Contexts(Transactions transactions) {
  Answer change(ChangeContext asked) {
    return transactions.commit(
        asked.by(),
        Set.of(EventType.RESOURCE_CONTEXT_CHANGED),
        change -> {
          List<Asset> found = change.lock(asked.resourceType(), asked.type(), asked.publicIds());
          change.edit(found, edit -> edit.context(after(edit.asset(), asked)));
          return Answers.found(asked.publicIds(), found);
        });
  }

  private static Map<String, String> after(Asset asset, ChangeContext asked) {
    Map<String, String> context = new LinkedHashMap<>();
    if (!asked.removeAll()) {
      context.putAll(asset.labels().context());
      context.putAll(asked.added());
    }
    return context;
  }
}
