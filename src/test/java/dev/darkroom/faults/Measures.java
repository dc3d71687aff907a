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
 */
record Measures(long kilobytes, long files) {

  static Measures of(ServerProcess server) {
    Path process = Path.of("/proc", Long.toString(server.handle().pid()));
    if (!Files.exists(process)) {
      return new Measures(0, 0);
    }
    try (Stream<Path> open = Files.list(process.resolve("fd"));
        Stream<String> status = Files.lines(process.resolve("status"))) {
      long resident =
          status
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0);
      return new Measures(resident, open.count());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
