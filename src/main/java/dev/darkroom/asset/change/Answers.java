package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.protocol.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Answers that several calls give. It is pure. */
final class Answers {
  private Answers() {}

  /** {@code {"public_ids":[…]}}: those that were found, in the order they were sent. */
  static Answer found(List<String> asked, Collection<Asset> found) {
    Set<String> known = new HashSet<>();
    found.forEach(asset -> known.add(asset.key().publicId().value()));
    JsonArray publicIds = new JsonArray();
    new LinkedHashSet<>(asked).stream().filter(known::contains).forEach(publicIds::add);
    return new Answer(JsonObject.of("public_ids", publicIds).encode());
  }
}
