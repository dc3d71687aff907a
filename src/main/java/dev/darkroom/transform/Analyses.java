package dev.darkroom.transform;

import dev.darkroom.protocol.AnalyzeBlob;
import dev.darkroom.protocol.AnalyzedBlob;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.transform.engine.Engine;
import dev.darkroom.transform.face.Face;
import dev.darkroom.transform.language.Transformation;
import dev.darkroom.transform.measure.ColorBlindness;
import dev.darkroom.transform.measure.Nature;
import dev.darkroom.transform.measure.Palette;
import dev.darkroom.transform.measure.PerceptualHash;
import dev.darkroom.transform.measure.Pixels;
import dev.darkroom.transform.measure.Quality;
import dev.darkroom.transform.plan.Plan;
import dev.darkroom.transform.plan.Planner;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures of a picture, from one decoding of it no larger than they need. */
final class Analyses {
  /** What takes a look at the pixels. */
  private static final Set<String> SEEN =
      Set.of(
          "colors",
          "faces",
          "media_metadata",
          "phash",
          "quality_analysis",
          "accessibility_analysis");

  private static final int SIDE = 1_024;
  private static final int FRAME_SIDE = 128;
  private static final int FRAMES = 4;

  private final Workbench bench;
  private final Engine engine;
  private final Planner planner;
  private final Faces faces;

  Analyses(Workbench bench, Engine engine, Planner planner, Faces faces) {
    this.bench = bench;
    this.engine = engine;
    this.planner = planner;
    this.faces = faces;
  }

  /** The members that the words ask for; unknown words ask for nothing. */
  Future<AnalyzedBlob> analyze(AnalyzeBlob asked) {
    return bench
        .local(asked.blob(), asked.staging())
        .compose(file -> bench.work(() -> new AnalyzedBlob(analysis(file, asked).encode())));
  }

  private JsonObject analysis(Path file, AnalyzeBlob asked) {
    JsonObject members = new JsonObject();
    if (asked.wanted().stream().anyMatch(SEEN::contains)) {
      Pixels pixels = pixels(file, asked.image(), 1, SIDE);
      asked.wanted().forEach(word -> seen(members, word, pixels, asked.image()));
    }
    for (String word : asked.wanted()) {
      switch (word) {
        case "image_metadata", "media_metadata", "exif" ->
            members.put(word, new JsonObject(new LinkedHashMap<>(engine.tags(file))));
        case "cinemagraph_analysis" -> {
          double score = Nature.cinemagraph(frames(file, asked.image()));
          members.put(word, new JsonObject().put("cinemagraph_score", score));
        }
        default -> {}
      }
    }
    return members;
  }

  private void seen(JsonObject members, String word, Pixels pixels, ImageFacts facts) {
    switch (word) {
      case "colors" -> colors(members, pixels);
      case "faces" -> members.put(word, boxes(faces.find(pixels), facts));
      case "media_metadata" -> nature(members, pixels);
      case "phash" -> members.put("phash", PerceptualHash.of(pixels));
      case "quality_analysis" -> quality(members, pixels, facts);
      case "accessibility_analysis" -> accessibility(members, pixels);
      default -> {}
    }
  }

  /** Left, top, width and height of each, in pixels of the original. */
  private static JsonArray boxes(List<Face> faces, ImageFacts facts) {
    JsonArray boxes = new JsonArray();
    for (Face face : faces) {
      boxes.add(
          new JsonArray()
              .add(Math.round(face.x() * facts.width()))
              .add(Math.round(face.y() * facts.height()))
              .add(Math.round(face.width() * facts.width()))
              .add(Math.round(face.height() * facts.height())));
    }
    return boxes;
  }

  private static void colors(JsonObject members, Pixels pixels) {
    members.put("colors", shares(Palette.colors(pixels)));
    members.put(
        "predominant",
        new JsonObject()
            .put("google", shares(Palette.google(pixels)))
            .put("cloudinary", shares(Palette.fine(pixels))));
    nature(members, pixels);
  }

  private static void nature(JsonObject members, Pixels pixels) {
    Nature nature = Nature.of(pixels);
    members
        .put("illustration_score", nature.illustrationScore())
        .put("semi_transparent", nature.semiTransparent())
        .put("grayscale", nature.grayscale());
  }

  private static void quality(JsonObject members, Pixels pixels, ImageFacts facts) {
    Map<String, Double> measures =
        Quality.of(pixels, (double) facts.width() * facts.height() / 1e6);
    members
        .put("quality_analysis", new JsonObject(new LinkedHashMap<>(measures)))
        .put("quality_score", Quality.score(measures));
  }

  private static void accessibility(JsonObject members, Pixels pixels) {
    ColorBlindness seen = ColorBlindness.of(pixels);
    JsonObject analysis =
        new JsonObject()
            .put("distinct_edges", seen.distinctEdges())
            .put("distinct_colors", seen.distinctColors())
            .put("most_indistinct_pair", new JsonArray(seen.mostIndistinctPair()));
    members.put(
        "accessibility_analysis",
        new JsonObject()
            .put("colorblind_accessibility_analysis", analysis)
            .put("colorblind_accessibility_score", seen.score()));
  }

  private List<Pixels> frames(Path file, ImageFacts facts) {
    boolean moves = facts.format().equals("gif") || facts.format().equals("webp");
    List<Pixels> frames = new ArrayList<>();
    for (int frame = 0; moves && frame < Math.min(FRAMES, facts.pages()); frame++) {
      int page = 1 + frame * facts.pages() / FRAMES;
      frames.add(pixels(file, facts, Math.max(1, page), FRAME_SIDE));
    }
    return frames;
  }

  private Pixels pixels(Path file, ImageFacts facts, int page, int side) {
    String limited = "c_limit,w_" + side + ",h_" + side + ",pg_" + page;
    Plan plan = planner.plan(Transformation.parse(limited), facts, "png");
    return engine.pixels(file, plan);
  }

  private static JsonArray shares(List<Palette.Share> shares) {
    JsonArray all = new JsonArray();
    shares.forEach(share -> all.add(new JsonArray().add(share.color()).add(share.percent())));
    return all;
  }
}
