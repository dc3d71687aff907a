package dev.darkroom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.testing.ShowServers;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Some rows of the fault matrix, small: those that take seconds and need no more than a server. The
 * rest of it runs with {@code mvn -Pfaults verify}.
 */
@ExtendWith(ShowServers.class)
final class FaultsTest {
  private static final double SMALL = 0.1;

  @ParameterizedTest
  @ValueSource(ints = {2, 12, 13, 14, 16})
  void aRowPasses(int number) {
    Row row =
        Faults.rows().stream().filter(one -> one.number() == number).findFirst().orElseThrow();
    Findings findings = Faults.run(row, SMALL);
    assertEquals(List.of(), findings.failures(), findings.lines(row));
  }
}
