package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.SelectionStore;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.ChangeTags;
import dev.darkroom.protocol.ChangeTags.Command;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The commands on tags (reference/upload-api.md 5.5). For virtual threads. */
record Tagging(Transactions transactions) {
  /** From how many assets at most an exclusive tag is taken. */
  private static final int MOST_OTHERS = 10_000;

  Answer change(ChangeTags asked) {
    Set<UUID> others =
        asked.command() == Command.SET_EXCLUSIVE ? assetsWithThem(asked) : Set.<UUID>of();
    return transactions.commit(
        asked.by(),
        Set.of(EventType.RESOURCE_TAGS_CHANGED),
        change -> {
          List<Asset> named = lock(change, asked, others);
          Set<String> publicIds = Set.copyOf(asked.publicIds());
          change.edit(
              named,
              edit ->
                  edit.tags(after(edit.asset().labels().tags(), asked, isNamed(edit, publicIds))));
          return Answers.found(
              asked.publicIds(),
              named.stream()
                  .filter(asset -> publicIds.contains(asset.key().publicId().value()))
                  .toList());
        });
  }

  /** The tags of one asset after the command; those of others only lose an exclusive one. */
  static Set<String> after(List<String> before, ChangeTags asked, boolean named) {
    Set<String> tags = new LinkedHashSet<>(before);
    switch (asked.command()) {
      case ADD -> tags.addAll(asked.tags());
      case SET_EXCLUSIVE -> {
        if (named) {
          tags.addAll(asked.tags());
        } else {
          asked.tags().forEach(tags::remove);
        }
      }
      case REMOVE -> asked.tags().forEach(tags::remove);
      case REPLACE -> {
        tags.clear();
        tags.addAll(asked.tags());
      }
      case REMOVE_ALL -> tags.clear();
    }
    return tags;
  }

  private static boolean isNamed(AssetEdit edit, Set<String> publicIds) {
    return publicIds.contains(edit.asset().key().publicId().value());
  }

  private List<Asset> lock(Change change, ChangeTags asked, Set<UUID> others) {
    long environmentId = asked.by().environmentId();
    if (others.isEmpty()) {
      return change.lock(asked.resourceType(), asked.type(), asked.publicIds());
    }
    Set<UUID> all = new LinkedHashSet<>(others);
    all.addAll(named(asked));
    return change.parts().assets().findAndLock(change.connection(), environmentId, all).stream()
        .filter(asset -> asset.key().type() == asked.type())
        .toList();
  }

  private List<UUID> named(ChangeTags asked) {
    AssetSelection selection =
        AssetSelection.of(asked.resourceType(), asked.type(), asked.publicIds());
    return select(asked, selection).ids();
  }

  private Set<UUID> assetsWithThem(ChangeTags asked) {
    Set<UUID> found = new LinkedHashSet<>();
    for (String tag : asked.tags()) {
      found.addAll(assetsWith(asked, tag));
    }
    return found;
  }

  private List<UUID> assetsWith(ChangeTags asked, String tag) {
    List<UUID> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      AssetSelection selection =
          new AssetSelection(
              asked.resourceType(),
              List.of(asked.type()),
              AssetSelection.By.TAG,
              List.of(tag),
              cursor.orElse(null));
      SelectionStore.Page page = select(asked, selection);
      found.addAll(page.ids());
      cursor = page.nextCursor();
      if (found.size() > MOST_OTHERS) {
        throw new Refusal(ErrorCode.TOO_MANY_VALUES, "tag", MOST_OTHERS + " assets have it");
      }
    } while (cursor.isPresent());
    return found;
  }

  private SelectionStore.Page select(ChangeTags asked, AssetSelection selection) {
    return transactions.parts().selections().select(asked.by().environmentId(), selection);
  }
}
