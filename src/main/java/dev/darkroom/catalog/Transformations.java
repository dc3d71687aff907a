package dev.darkroom.catalog;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExpandTransformation;
import dev.darkroom.protocol.ExpandedTransformation;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.language.NamedTransformations;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Named transformations, and what is known of the others. For virtual threads. */
final class Transformations {
  private final TransformationStore store;

  Transformations(TransformationStore store) {
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

  private String definition(long environmentId, String name, Map<String, String> known) {
    if (!known.containsKey(name)) {
      load(environmentId, Set.of(name), known);
    }
    @Nullable String definition = known.get(name);
    if (definition == null) {
      throw new Refusal(ErrorCode.UNKNOWN_TRANSFORMATION, name);
    }
    return definition;
  }

  private void load(long environmentId, Set<String> names, Map<String, String> known) {
    Set<String> missing = new HashSet<>(names);
    missing.removeAll(known.keySet());
    known.putAll(store.definitions(environmentId, missing));
  }
}
