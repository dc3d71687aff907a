package dev.darkroom.catalog;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CatalogKind;
import dev.darkroom.protocol.CheckTransformation;
import dev.darkroom.protocol.DeleteCatalog;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.DropDerived;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExpandTransformation;
import dev.darkroom.protocol.ExpandedTransformation;
import dev.darkroom.protocol.FindUsedTransformations;
import dev.darkroom.protocol.ListDerived;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SaveTransformation;
import dev.darkroom.protocol.ShowCatalog;
import dev.darkroom.transform.language.NamedTransformations;
import dev.darkroom.transform.language.TransformationInfo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named transformations, and what is known of the others (reference/admin-api.md 9). For virtual
 * threads.
 */
final class Transformations {
  private static final CatalogKind KIND = CatalogKind.TRANSFORMATION;
  private static final Pattern REFERENCE = Pattern.compile("t_([^/,.]+)");

  private final Bus bus;
  private final TransformationStore store;

  Transformations(Bus bus, TransformationStore store) {
    this.bus = bus;
    this.store = store;
  }

  /** The transformation with every name replaced. */
  ExpandedTransformation expand(ExpandTransformation asked) {
    Map<String, String> known = new HashMap<>();
    load(asked.environmentId(), NamedTransformations.names(asked.transformation()), known);
    return new ExpandedTransformation(
        NamedTransformations.expanded(
            asked.transformation(), name -> definition(asked.environmentId(), name, known)));
  }

  /** Whether unsigned URLs may use it: it is allowed itself, or it is one name that is. */
  Done check(CheckTransformation asked) {
    boolean allowed =
        find(asked.environmentId(), asked.transformation())
            .map(TransformationStore.Stored::allowedForStrict)
            .orElse(false);
    if (!allowed) {
      throw new Refusal(ErrorCode.TRANSFORMATION_NOT_ALLOWED, shown(asked.transformation()));
    }
    return new Done();
  }

  /** One with the derived versions that it was used for. */
  Answer show(ShowCatalog asked) {
    Optional<TransformationStore.Stored> stored = find(asked.environmentId(), asked.name());
    String requested = stored.map(Transformations::requested).orElse(asked.name());
    boolean used = used(asked.environmentId(), requested);
    if (stored.isEmpty() && !used) {
      throw KIND.notFound(asked.name());
    }
    TransformationStore.Stored shown = stored.orElseGet(() -> unnamed(asked.name()));
    JsonObject json = json(shown, used);
    JsonArray info = new JsonArray();
    TransformationInfo.of(shown.definition())
        .forEach(component -> info.add(new JsonObject(component)));
    json.put("info", info);
    ListDerived derived =
        new ListDerived(asked.environmentId(), requested, asked.nextCursor(), asked.maxResults());
    json.mergeIn(new JsonObject(bus.request(ListDerived.ADDRESS, derived).await().body()));
    return new Answer(json.encode());
  }

  Answer save(SaveTransformation asked) {
    if (asked.create()) {
      TransformationStore.Stored created =
          new TransformationStore.Stored(
              asked.name(),
              true,
              String.valueOf(asked.definition()),
              Boolean.TRUE.equals(asked.allowedForStrict()));
      if (!store.insert(asked.environmentId(), created)) {
        throw KIND.conflict(asked.name());
      }
      return Presets.message("created");
    }
    return update(asked);
  }

  /** Deletes what is known of it, and what was made with it. */
  Answer delete(DeleteCatalog asked) {
    Optional<TransformationStore.Stored> stored = find(asked.environmentId(), asked.name());
    boolean known =
        stored
            .map(found -> store.delete(asked.environmentId(), found.named(), found.name()))
            .orElse(false);
    String requested = stored.map(Transformations::requested).orElse(asked.name());
    DropDerived drop = new DropDerived(asked.environmentId(), requested);
    long dropped = bus.request(DropDerived.ADDRESS, drop).await().count();
    if (!known && dropped == 0) {
      throw KIND.notFound(asked.name());
    }
    return Presets.message("deleted");
  }

  /** What URLs write for a name. */
  static String reference(String name) {
    return "t_" + name;
  }

  /** What every answer says of a transformation. */
  static JsonObject json(TransformationStore.Stored stored, boolean used) {
    return new JsonObject()
        .put("name", stored.name())
        .put("allowed_for_strict", stored.allowedForStrict())
        .put("used", used)
        .put("named", stored.named());
  }

  private Answer update(SaveTransformation asked) {
    Optional<TransformationStore.Stored> found = find(asked.environmentId(), asked.name());
    if (found.isEmpty() && !used(asked.environmentId(), asked.name())) {
      throw KIND.notFound(asked.name());
    }
    TransformationStore.Stored before = found.orElseGet(() -> unnamed(asked.name()));
    if (!before.named() && asked.definition() != null) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER, "unsafe_update", "only named transformations have one");
    }
    store.insert(asked.environmentId(), before);
    store.update(
        asked.environmentId(),
        before.named(),
        before.name(),
        asked.definition(),
        asked.allowedForStrict());
    return Presets.message("updated");
  }

  /** By {@code t_name}, by the plain name, or by the text. */
  private Optional<TransformationStore.Stored> find(long environmentId, String name) {
    Matcher reference = REFERENCE.matcher(name);
    return (reference.matches()
            ? store.find(environmentId, true, reference.group(1))
            : Optional.<TransformationStore.Stored>empty())
        .or(() -> store.find(environmentId, true, name))
        .or(() -> store.find(environmentId, false, name));
  }

  private boolean used(long environmentId, String transformation) {
    FindUsedTransformations asked =
        new FindUsedTransformations(environmentId, List.of(transformation));
    return !bus.request(FindUsedTransformations.ADDRESS, asked).await().transformations().isEmpty();
  }

  private static TransformationStore.Stored unnamed(String text) {
    return new TransformationStore.Stored(text, false, text, false);
  }

  private static String requested(TransformationStore.Stored stored) {
    return stored.named() ? reference(stored.name()) : stored.name();
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private String definition(long environmentId, String name, Map<String, String> known) {
    if (!known.containsKey(name)) {
      load(environmentId, Set.of(name), known);
    }
    @Nullable String definition = known.get(name);
    if (definition == null) {
      throw new Refusal(ErrorCode.UNKNOWN_TRANSFORMATION, shown(name));
    }
    return definition;
  }

  private void load(long environmentId, Set<String> names, Map<String, String> known) {
    Set<String> missing = new HashSet<>(names);
    missing.removeAll(known.keySet());
    known.putAll(store.definitions(environmentId, missing));
  }
}
