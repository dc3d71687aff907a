package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.AnalysisWanted;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The parameters that ask what is in a picture (reference/upload-api.md 4.2, Analysis). */
final class AnalysisParameters {
  private static final String MODERATION = "moderation";
  private static final String MANUAL = "manual";
  private static final List<String> MEASURES =
      List.of(
          "colors",
          "faces",
          "phash",
          "image_metadata",
          "media_metadata",
          "exif",
          "quality_analysis",
          "accessibility_analysis",
          "cinemagraph_analysis");

  private AnalysisParameters() {}

  static AnalysisWanted of(Parameters parameters) {
    Set<String> measures = new LinkedHashSet<>();
    for (String measure : MEASURES) {
      if (parameters.flag(measure, false)) {
        measures.add(measure);
      }
    }
    if (parameters.flag("visual_search", false)) {
      measures.add("phash");
    }
    return new AnalysisWanted(
        List.copyOf(measures), moderation(parameters), BreakpointParameters.of(parameters));
  }

  private static List<String> moderation(Parameters parameters) {
    List<String> kinds = new ArrayList<>();
    for (String word : parameters.text(MODERATION).orElse("").split("\\|", 20)) {
      String kind = word.strip();
      if (!kind.isEmpty()) {
        kinds.add(moderation(kind));
      }
    }
    int manual = kinds.indexOf(MANUAL);
    if (kinds.stream().distinct().count() < kinds.size()
        || (manual >= 0 && manual < kinds.size() - 1)) {
      throw new Refusal(ErrorCode.INVALID_MODERATION, String.join("|", kinds));
    }
    return List.copyOf(kinds);
  }

  private static String moderation(String kind) {
    if (kind.equals(MANUAL) || kind.matches("duplicate:(0(\\.\\d{1,6})?|1(\\.0{1,6})?)")) {
      return kind;
    }
    throw AddOns.moderation(kind);
  }
}
