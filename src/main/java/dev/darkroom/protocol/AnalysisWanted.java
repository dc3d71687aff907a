package dev.darkroom.protocol;

import java.util.List;

/**
 * What an upload wants to know of its content.
 *
 * @param measures words of {@link AnalyzeBlob}
 * @param moderation kinds in their order: {@code duplicate:<threshold>}, {@code manual}
 */
public record AnalysisWanted(
    List<String> measures, List<String> moderation, List<BreakpointsWanted> breakpoints) {
  /** Nothing. */
  public static AnalysisWanted none() {
    return new AnalysisWanted(List.of(), List.of(), List.of());
  }
}
