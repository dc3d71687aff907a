package dev.darkroom.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the server's program, from its start to its end. Start it from a thread that lives as
 * long as the server: the kernel interrupts the server when that thread ends.
 */
final class ServerRun {
  private static final Logger LOG = LoggerFactory.getLogger(ServerRun.class);
  private static final String READY = "database system is ready to accept connections";
  private static final List<String> SEVERE = List.of("FATAL:", "PANIC:");

  private final Process process;
  private String complaint = "";

  private ServerRun(Process process) {
    this.process = process;
  }

  /** Starts the program on a port of the loopback address and on the unix socket. */
  static ServerRun start(
      ServerAccount account, ServerPrograms programs, ServerFolder folder, int port)
      throws IOException {
    ProcessBuilder command = account.runUntilWeDie(command(programs, folder, port));
    Process process = command.redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new ServerRun(process);
  }

  /** Reads what the server says until it has ended; calls back when it accepts connections. */
  void follow(Runnable whenReady) throws IOException, InterruptedException {
    try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        LOG.debug("{}", line);
        if (line.contains(READY)) {
          whenReady.run();
        } else if (SEVERE.stream().anyMatch(line::startsWith)) {
          complaint = line.substring(line.indexOf(':') + 1).strip();
        }
      }
    }
    process.waitFor();
  }

  /** The last severe thing the server said, else its exit code. */
  String complaint() {
    return complaint.isEmpty() ? "exit code " + process.exitValue() : complaint;
  }

  /** Ends the server: connections are cut, data is flushed; killed when that takes too long. */
  void stop(long withinSeconds) {
    try {
      interrupt(process.pid());
      if (!process.waitFor(withinSeconds, TimeUnit.SECONDS)) {
        LOG.warn(
            "PostgreSQL did not stop in {} s and is killed; it recovers at its next start",
            withinSeconds);
        process.toHandle().destroyForcibly();
      }
    } catch (IOException failure) {
      LOG.warn("PostgreSQL is killed; it recovers at its next start", failure);
      process.toHandle().destroyForcibly();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      process.toHandle().destroyForcibly();
    }
  }

  /**
   * Asks a server for a fast shutdown. Process.destroy would send SIGTERM, which waits for clients.
   */
  static void interrupt(long pid) throws IOException, InterruptedException {
    ServerAccount.finish(new ProcessBuilder("/bin/sh", "-c", "kill -INT " + pid));
  }

  private static List<String> command(ServerPrograms programs, ServerFolder folder, int port) {
    List<String> command =
        new ArrayList<>(List.of(programs.program("postgres"), "-D", folder.data().toString()));
    List<String> parameters =
        List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=" + (folder.socketFits() ? folder.socket() : ""),
            "unix_socket_permissions=0700",
            "max_connections=100",
            "shared_buffers=64MB",
            "jit=off",
            "timezone=UTC",
            "lc_messages=C",
            "log_line_prefix=",
            // LOG, FATAL and PANIC; a statement's error is told to the client that sent it.
            "log_min_messages=log",
            "log_checkpoints=off",
            "logging_collector=off");
    parameters.forEach(parameter -> command.addAll(List.of("-c", parameter)));
    return command;
  }
}
