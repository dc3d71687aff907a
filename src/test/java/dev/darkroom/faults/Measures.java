package dev.darkroom.faults;

import dev.darkroom.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process takes of the machine; zeros where the system does not tell.
 *
 * @param kilobytes of memory, resident
 * @param files open ones, sockets included
 * @param read bytes that it has taken from files and sockets so far
 */
record Measures(long kilobytes, long files, long read) {

  static Measures of(ServerProcess server) {
    Path process = Path.of("/proc", Long.toString(server.handle().pid()));
    if (!Files.exists(process)) {
      return new Measures(0, 0, 0);
    }
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return new Measures(
          number(process.resolve("status"), "VmRSS:"),
          open.count(),
          number(process.resolve("io"), "rchar:"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static long number(Path file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    }
  }
}
