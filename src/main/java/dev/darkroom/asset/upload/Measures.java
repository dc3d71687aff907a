package dev.darkroom.asset.upload;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AnalysisWanted;
import dev.darkroom.protocol.AnalyzeBlob;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Measures of pictures, as far as an upload asks for them. For virtual threads. */
final class Measures {
  private final Bus bus;

  Measures(Bus bus) {
    this.bus = bus;
  }

  /** Members of the upload response; empty for anything that is no picture. */
  JsonObject of(Material material, AnalysisWanted wanted) {
    Set<String> words = new LinkedHashSet<>(wanted.measures());
    if (Moderations.needsHash(wanted.moderation())) {
      words.add("phash");
    }
    return of(material, words);
  }

  /** Measures by the words of {@link AnalyzeBlob}. */
  JsonObject of(Material material, Set<String> words) {
    if (words.isEmpty() || material.image() == null) {
      return new JsonObject();
    }
    AnalyzeBlob asked =
        new AnalyzeBlob(
            material.content().blob(),
            material.content().staging(),
            material.image(),
            List.copyOf(words));
    return new JsonObject(bus.request(AnalyzeBlob.ADDRESS, asked).await().analysis());
  }
}
