package dev.darkroom.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What one round of one kind of load came to.
 *
 * @param errors operations that did not end as they should
 */
record Round(long operations, long errors, Duration took, Cpu cpu) {

  /** The round of the middle rate; its errors are those of all rounds. */
  static Round median(List<Round> rounds) {
    Round middle =
        rounds.stream()
            .sorted(Comparator.comparingDouble(Round::perSecond))
            .toList()
            .get(rounds.size() / 2);
    long errors = rounds.stream().mapToLong(Round::errors).sum();
    return new Round(middle.operations, errors, middle.took, middle.cpu);
  }

  double perSecond() {
    return operations / seconds();
  }

  private double seconds() {
    return took.toNanos() / 1e9;
  }

  private double millisEach(Duration all) {
    return operations == 0 ? 0 : all.toNanos() / 1e6 / operations;
  }

  static String heading() {
    return "%-44s %10s %8s %9s %14s %14s %7s"
        .formatted(
            "", "operations", "seconds", "per s", "server CPU ms", "PostgreSQL ms", "errors");
  }

  /** One line of the table; processor time is per operation. */
  String line(String name) {
    return "%-44s %10d %8.1f %9.1f %14.2f %14.2f %7s"
        .formatted(
            name,
            operations,
            seconds(),
            perSecond(),
            millisEach(cpu.server()),
            millisEach(cpu.postgres()),
            errors == 0 ? "0" : errors + " (!)");
  }
}
