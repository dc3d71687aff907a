package dev.darkroom.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a row. For one thread. */
final class Findings {
  private final String load;
  private final String bar;
  private final List<String> failures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Tally tally;
  private @Nullable Duration recovery;
  private @Nullable String notRun;

  /** Nothing found yet: what was asked of the server, and what is required of it. */
  Findings(String load, String bar) {
    this.load = load;
    this.bar = bar;
  }

  /** A row that this machine does not allow. */
  static Findings notRun(String why) {
    Findings findings = new Findings("-", "-");
    findings.notRun = why;
    return findings;
  }

  /** The judge's count; a loss or a signature that does not verify fails the row. */
  Findings tally(Tally counted) {
    tally = counted;
    return require(counted.loss() == 0, counted.loss() + " lost")
        .require(counted.unverified() == 0, counted.unverified() + " with a wrong signature");
  }

  /** How long it took until all was as before; more than the bar fails the row. */
  Findings recovery(Duration took, Duration most) {
    recovery = took;
    return require(
        took.compareTo(most) <= 0, "recovery took longer than " + most.toMillis() + " ms");
  }

  /** Fails the row unless it is so. */
  Findings require(boolean met, String otherwise) {
    if (!met) {
      failures.add(otherwise);
    }
    return this;
  }

  /** Something to know. */
  Findings note(String text) {
    notes.add(text);
    return this;
  }

  boolean isFailed() {
    return !failures.isEmpty();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  static String heading() {
    return "%3s  %-44s %-38s %8s %5s %5s %11s  %-7s"
        .formatted("row", "fault", "load", "sent", "loss", "dups", "recovery ms", "result");
  }

  /** The row of the table, its bar and notes on lines of their own. */
  String lines(Row row) {
    if (notRun != null) {
      return "%3d  %-44s NOT RUN: %s".formatted(row.number(), row.fault(), notRun);
    }
    String line =
        "%3d  %-44s %-38s %8s %5s %5s %11s  %-7s"
            .formatted(
                row.number(),
                row.fault(),
                load,
                tally == null ? "-" : tally.sent(),
                tally == null ? "-" : tally.loss(),
                tally == null ? "-" : tally.duplicates(),
                recovery == null ? "-" : recovery.toMillis(),
                isFailed() ? "FAIL" : "pass");
    StringBuilder text = new StringBuilder(line).append("\n     bar: ").append(bar);
    notes.forEach(note -> text.append("\n     ").append(note));
    failures.forEach(failure -> text.append("\n     FAIL: ").append(failure));
    return text.toString();
  }
}
