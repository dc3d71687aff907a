package dev.darkroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LifecycleTest {
  private static final List<String> IN_OPPOSITE_ORDER = List.of("second stopped", "first stopped");
  private final List<Process> children = new ArrayList<>();

  @AfterEach
  void killWhatIsLeft() {
    children.forEach(Process::destroyForcibly);
  }

  @Test
  void aSignalStopsThePartsInTheOppositeOrder() throws Exception {
    Process process = probe("waiting");
    awaitUp(process.inputReader());
    process.toHandle().destroy();
    assertEquals(IN_OPPOSITE_ORDER, stops(process.inputReader().lines().toList()));
    assertEquals(128 + 15, exit(process));
  }

  @Test
  void aFailingStartStopsWhatHadStarted() throws Exception {
    Process process = probe("failing");
    List<String> said = process.inputReader().lines().toList();
    assertEquals(IN_OPPOSITE_ORDER, stops(said));
    assertTrue(said.stream().anyMatch(line -> line.endsWith("The third part is missing.")));
    assertTrue(said.stream().noneMatch(line -> line.startsWith("\tat ")), said::toString);
    assertEquals(1, exit(process));
  }

  @Test
  void aBadSettingHasItsOwnExitCode() throws Exception {
    Process process = probe("misconfigured");
    List<String> said = process.inputReader().lines().toList();
    assertEquals(IN_OPPOSITE_ORDER, stops(said));
    assertTrue(said.stream().anyMatch(line -> line.contains("DARKROOM_HTTP_PORT")));
    assertEquals(2, exit(process));
  }

  @Test
  void aStopThatTakesTooLongIsCutShort() throws Exception {
    Process process = probe("stuck");
    awaitUp(process.inputReader());
    process.toHandle().destroy();
    assertEquals(1, exit(process));
  }

  @Test
  void itEndsWithItsParent(@TempDir Path folder) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" & wait", "sh"));
    command.addAll(command("orphaned"));
    // A pipe from the parent would end with it.
    Path said = folder.resolve("said");
    Process parent = new ProcessBuilder(command).redirectOutput(said.toFile()).start();
    ProcessHandle child = ProcessHandle.of(awaitUp(parent.errorReader())).orElseThrow();
    parent.toHandle().destroyForcibly();
    child.onExit().get(20, TimeUnit.SECONDS);
    assertEquals(IN_OPPOSITE_ORDER, stops(Files.readAllLines(said)));
  }

  private Process probe(String mode) throws IOException {
    Process process = new ProcessBuilder(command(mode)).redirectErrorStream(true).start();
    children.add(process);
    return process;
  }

  private static List<String> command(String mode) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        LifecycleProbe.class.getName(),
        mode);
  }

  private static long awaitUp(BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("up ")) {
        return Long.parseLong(line.substring(3));
      }
    }
    throw new AssertionError("it ended");
  }

  private static List<String> stops(List<String> said) {
    return said.stream().filter(line -> line.endsWith(" stopped")).toList();
  }

  private static int exit(Process process) throws InterruptedException {
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    return process.exitValue();
  }
}
