package dev.darkroom.faults;

import ch.qos.logback.classic.Level;
import java.lang.management.ManagementFactory;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the fault matrix and prints it: {@code mvn -q -Pfaults verify}, with {@code -Dfaults.rows="1
 * 3 9"} only these rows, with {@code -Dfaults.scale=0.1} a tenth of each. It ends with 1 when a row
 * fails.
 */
public final class Faults {
  private Faults() {}

  /**
   * Runs it.
   *
   * @param arguments the scale, then the numbers of rows; none for all
   */
  public static void main(String[] arguments) {
    // This process has to offer what the servers must refuse; read once, by the first to use TLS.
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    // The servers say enough; what this process works with need not be told.
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.OFF);
    }
    double scale = arguments.length == 0 ? 1 : Double.parseDouble(arguments[0]);
    Set<Integer> wanted =
        Arrays.stream(arguments)
            .skip(1)
            .flatMap(argument -> Arrays.stream(argument.split("[ ,]+", -1)))
            .filter(number -> !number.isEmpty())
            .map(Integer::parseInt)
            .collect(Collectors.toSet());
    System.out.printf(
        "%nDarkroom's fault matrix on %d processors, load average %.1f, scale %s.%n%n%s%n",
        Runtime.getRuntime().availableProcessors(), load(), scale, Findings.heading());
    long failed =
        rows().stream()
            .filter(row -> wanted.isEmpty() || wanted.contains(row.number()))
            .filter(row -> !passes(row, scale))
            .count();
    System.out.printf("%nLoad average at the end: %.1f. Rows that failed: %d%n", load(), failed);
    System.exit(failed == 0 ? 0 : 1);
  }

  /** Every row, in order. */
  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(KillRows.all());
    rows.addAll(DatabaseRows.all());
    rows.addAll(PartitionRow.all());
    rows.addAll(ClockRow.all());
    rows.addAll(SlowRows.all());
    rows.addAll(HostileRows.all());
    rows.addAll(AddressRows.all());
    rows.addAll(SecureRow.all());
    rows.addAll(AnswerRows.all());
    rows.addAll(LoadRows.all());
    rows.addAll(ChangeRows.all());
    rows.addAll(SignatureRow.all());
    rows.sort(Comparator.comparingInt(Row::number));
    return rows;
  }

  private static boolean passes(Row row, double scale) {
    Findings findings = run(row, scale);
    System.out.println(findings.lines(row));
    return !findings.isFailed();
  }

  /** Runs one row to its end. */
  static Findings run(Row row, double scale) {
    long from = System.nanoTime();
    try (Stage stage = new Stage("faults-" + row.number(), scale)) {
      Findings findings = row.script().run(stage);
      return findings.note(
          "the row took %d s, load average %.1f"
              .formatted(Duration.ofNanos(System.nanoTime() - from).toSeconds(), load()));
    } catch (Exception | AssertionError broken) {
      return new Findings("-", "-").require(false, "the row broke: " + broken);
    }
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
