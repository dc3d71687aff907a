package dev.darkroom.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one long-lived platform thread that starts the server, follows it to its end, and starts it
 * again when it ended unasked. Where another process owns the folder, the thread first waits for
 * that one to be gone.
 */
final class ServerKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(ServerKeeper.class);

  /** How long traces of a killed server may be in the way of the next one. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int PAUSE_MILLIS = 200;
  private static final long STOP_SECONDS = 15;
  private static final List<String> TRACES =
      List.of("already exists", "pre-existing shared memory");
  private static final String PORT_TAKEN = "could not create any TCP/IP sockets";

  private final ServerFolder folder;
  private final Ownership ownership;
  private final CompletableFuture<Integer> ready = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable ServerRun running;

  ServerKeeper(ServerFolder folder, Ownership ownership, boolean owner) {
    this.folder = folder;
    this.ownership = ownership;
    this.thread = Thread.ofPlatform().daemon().name("postgres-keeper").start(() -> keep(owner));
  }

  /** The port, once the server accepts connections; or why it never will. */
  CompletableFuture<Integer> ready() {
    return ready;
  }

  /** Stops the server if this process runs it, and the thread. */
  void stop() throws IOException {
    stopping.countDown();
    ServerRun run = running;
    if (run != null) {
      run.stop(STOP_SECONDS);
    } else {
      ownership.close();
    }
    try {
      thread.join(Duration.ofSeconds(STOP_SECONDS));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(boolean owner) {
    try {
      if (!owner) {
        ownership.take();
        LOG.warn("The process that ran PostgreSQL is gone: this one runs it now");
      }
      prepareAndRun(owner);
    } catch (ClosedChannelException stopped) {
      ready.completeExceptionally(stopped);
    } catch (IOException | InterruptedException | RuntimeException failure) {
      if (!ready.completeExceptionally(failure)) {
        LOG.error("PostgreSQL is lost", failure);
      }
    }
  }

  private void prepareAndRun(boolean owner) throws IOException, InterruptedException {
    ServerPrograms programs = ServerPrograms.unpackedBelow(folder.root());
    ServerAccount account = ServerAccount.forFolder(folder);
    new ServerData(folder, programs, account).prepare();
    String lastPort = ServerFolder.read(folder.port());
    Files.deleteIfExists(folder.port());
    // Whoever shared the former owner's server still knows its port.
    int port =
        lastPort == null || (owner && !free(lastPort)) ? freePort() : Integer.parseInt(lastPort);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (stopping.getCount() > 0) {
      stopOrphan();
      ServerRun run = ServerRun.start(account, programs, folder, port);
      running = run;
      int chosen = port;
      run.follow(() -> announce(chosen));
      if (stopping.getCount() == 0) {
        return;
      }
      if (Files.exists(folder.port())) {
        LOG.error("PostgreSQL ended unasked ({}): starting it again", run.complaint());
        deadline = System.nanoTime() + PATIENCE.toNanos();
        Files.delete(folder.port());
      } else if (System.nanoTime() > deadline || !passes(run.complaint())) {
        throw new IllegalStateException(
            "PostgreSQL does not start in " + folder.root() + ": " + run.complaint());
      }
      stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void announce(int port) {
    try {
      ServerFolder.writePrivate(folder.port(), Integer.toString(port));
      ready.complete(port);
    } catch (IOException failure) {
      ready.completeExceptionally(failure);
    }
  }

  private static boolean passes(String complaint) {
    return complaint.contains(PORT_TAKEN) || TRACES.stream().anyMatch(complaint::contains);
  }

  /** A server that outlived its killed owner, where the kernel could not tell it. */
  private void stopOrphan() throws IOException, InterruptedException {
    Path file = folder.data().resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    ProcessHandle orphan =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip())).orElse(null);
    if (orphan == null || !orphan.info().command().orElse("").endsWith("/postgres")) {
      return;
    }
    LOG.warn("Stopping the PostgreSQL of a process that was killed");
    try {
      ServerRun.interrupt(orphan.pid());
      orphan.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException failure) {
      orphan.destroyForcibly();
    }
  }

  private static boolean free(String port) {
    try (ServerSocket probe =
        new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
