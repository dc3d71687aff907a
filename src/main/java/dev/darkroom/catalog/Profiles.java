package dev.darkroom.catalog;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CatalogKind;
import dev.darkroom.protocol.DeleteCatalog;
import dev.darkroom.protocol.ListCatalog;
import dev.darkroom.protocol.SaveStreamingProfile;
import dev.darkroom.protocol.ShowCatalog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Streaming profiles (reference/admin-api.md 12). For virtual threads. */
final class Profiles {
  private static final CatalogKind KIND = CatalogKind.STREAMING_PROFILE;

  /** The contract's list has no pages. */
  private static final int MOST = 1_000;

  private final Database database;
  private final ProfileStore store;

  Profiles(Database database, ProfileStore store) {
    this.database = database;
    this.store = store;
  }

  Answer list(ListCatalog asked) {
    JsonArray profiles = new JsonArray();
    Profile.withPredefined(store.list(asked.environmentId(), MOST))
        .forEach(profile -> profiles.add(profile.brief()));
    return new Answer(JsonObject.of("data", profiles).encode());
  }

  Answer show(ShowCatalog asked) {
    Profile profile =
        find(asked.environmentId(), asked.name()).orElseThrow(() -> KIND.notFound(asked.name()));
    return new Answer(JsonObject.of("data", profile.json()).encode());
  }

  Answer save(SaveStreamingProfile asked) {
    return asked.create() ? create(asked) : update(asked);
  }

  /** A predefined profile is what it was before it was changed. */
  Answer delete(DeleteCatalog asked) {
    if (!store.delete(asked.environmentId(), asked.name())
        && Profile.predefined(asked.name()).isEmpty()) {
      throw KIND.notFound(asked.name());
    }
    return Presets.message("deleted");
  }

  private Answer create(SaveStreamingProfile asked) {
    List<String> given = asked.representations();
    Profile profile =
        new Profile(asked.name(), asked.displayName(), given == null ? List.of() : given);
    if (Profile.predefined(asked.name()).isPresent()
        || !store.insert(asked.environmentId(), profile)) {
      throw KIND.conflict(asked.name());
    }
    return answer("created", profile);
  }

  private Answer update(SaveStreamingProfile asked) {
    Profile before =
        find(asked.environmentId(), asked.name()).orElseThrow(() -> KIND.notFound(asked.name()));
    Profile after =
        new Profile(
            before.name(),
            asked.displayName() == null ? before.displayName() : asked.displayName(),
            asked.representations() == null ? before.representations() : asked.representations());
    database.<Object>awaitTransaction(connection -> {
      store.put(connection, asked.environmentId(), after);
      return after;
    });
    return answer("updated", after);
  }

  private Optional<Profile> find(long environmentId, String name) {
    return store.find(environmentId, name).or(() -> Profile.predefined(name));
  }

  private static Answer answer(String message, Profile profile) {
    return new Answer(JsonObject.of("message", message, "data", profile.json()).encode());
  }
}
