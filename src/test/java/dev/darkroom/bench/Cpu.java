package dev.darkroom.bench;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time used so far.
 *
 * @param server by the server's JVM
 * @param postgres by PostgreSQL and the processes that serve its connections
 */
record Cpu(Duration server, Duration postgres) {

  /** Of a server that runs. */
  static Cpu of(ProcessHandle server) {
    return new Cpu(sum(Stream.of(server)), sum(server.descendants()));
  }

  /** What was used in between. */
  Cpu since(Cpu before) {
    return new Cpu(server.minus(before.server), postgres.minus(before.postgres));
  }

  private static Duration sum(Stream<ProcessHandle> processes) {
    return processes
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
