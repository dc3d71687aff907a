package dev.darkroom.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What a sender made of ready deliveries.
 *
 * @param seconds from the first arrival to the last
 */
record Drained(String name, long count, double seconds, Used used) {

  static String heading() {
    return "%n%-60s %9s %9s %8s %10s %8s %8s %6s"
        .formatted("", "count", "per s", "seconds", "sender us", "DB us", "both us", "load");
  }

  double perSecond() {
    return count / seconds;
  }

  /** Microseconds of processor time for each, the database's included. */
  double each() {
    return used.each(count);
  }

  /** Prints its line. */
  Drained print() {
    System.out.printf(
        Locale.ROOT,
        "%-60s %,9d %,9.0f %8.1f %10.1f %8.1f %8.1f %6.1f%n",
        name,
        count,
        perSecond(),
        seconds,
        used.sender().toNanos() / 1e3 / count,
        used.database().toNanos() / 1e3 / count,
        each(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    return this;
  }

  /** Says whether a bar is met. */
  static void verdict(boolean met, String what) {
    System.out.println((met ? "  MET    " : "  MISSED ") + what);
  }
}
