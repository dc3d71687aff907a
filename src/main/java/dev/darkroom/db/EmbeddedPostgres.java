package dev.darkroom.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL as a child of this process, durable, on a folder that it keeps.
 *
 * <p>One process owns a folder and runs its server. Others may share it: they use the running
 * server and take it over, on the same port, when its owner is gone. However this process ends, its
 * server ends too.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Duration START_DEADLINE = Duration.ofSeconds(90);
  private static final int POLL_MILLIS = 20;
  private static final int CONNECT_MILLIS = 1_000;

  /** Whether several processes may use one folder. */
  public enum Sharing {
    /** A second process is refused. */
    ALONE,
    /** A second process uses the first one's server. */
    SHARED;

    /** Nodes of one cluster share; a node that knows of no other does not. */
    public static Sharing of(List<String> clusterMembers) {
      return clusterMembers.isEmpty() ? ALONE : SHARED;
    }
  }

  private final Ownership ownership;
  private final ServerKeeper keeper;
  private final PostgresAddress address;

  private EmbeddedPostgres(Ownership ownership, ServerKeeper keeper, PostgresAddress address) {
    this.ownership = ownership;
    this.keeper = keeper;
    this.address = address;
  }

  /**
   * Starts the server of a folder, or joins it; returns when it accepts connections. The first
   * start unpacks and initialises for some seconds.
   *
   * @throws IllegalStateException in one sentence, when the folder is another process's or the
   *     server cannot start
   */
  public static EmbeddedPostgres start(Path root, Sharing sharing)
      throws IOException, InterruptedException {
    ServerFolder folder = ServerFolder.at(root);
    Ownership ownership = Ownership.of(folder);
    boolean owner = ownership.tryTake();
    if (!owner && sharing == Sharing.ALONE) {
      throw new IllegalStateException(inUse(folder, ownership));
    }
    ServerKeeper keeper = new ServerKeeper(folder, ownership, owner);
    try {
      return new EmbeddedPostgres(
          ownership, keeper, address(folder, owner ? await(keeper) : join(folder, keeper)));
    } catch (IOException | InterruptedException | RuntimeException failure) {
      keeper.stop();
      ownership.close();
      throw failure;
    }
  }

  /** How to reach the server; the same for as long as this process lives. */
  public PostgresAddress address() {
    return address;
  }

  /** Stops the server in at most 20 seconds, if this process runs it; else only lets go of it. */
  @Override
  public void close() throws IOException {
    keeper.stop();
    ownership.close();
  }

  private static String inUse(ServerFolder folder, Ownership ownership) throws IOException {
    return "Process %s already runs Darkroom on %s: stop it, choose another DARKROOM_DATA, or set DARKROOM_CLUSTER_MEMBERS for both to share it."
        .formatted(ownership.holder().orElse("(unknown)"), folder.root());
  }

  private static int await(ServerKeeper keeper) throws IOException, InterruptedException {
    try {
      return keeper.ready().get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException("PostgreSQL is not ready in time", late);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IllegalStateException told -> throw told;
        case null, default -> throw new IOException("PostgreSQL does not start", failed);
      }
    }
  }

  /** Waits for the owner's server, or to become the owner because that one died meanwhile. */
  private static int join(ServerFolder folder, ServerKeeper keeper)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_DEADLINE.toNanos();
    while (System.nanoTime() < deadline) {
      String port = ServerFolder.read(folder.port());
      if (port != null && answers(Integer.parseInt(port))) {
        return Integer.parseInt(port);
      }
      try {
        keeper.ready().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        return await(keeper);
      } catch (TimeoutException notYet) {
        // The owner is still starting.
      } catch (ExecutionException failed) {
        return await(keeper);
      }
    }
    throw new IllegalStateException(
        "The process that owns " + folder.root() + " does not start its PostgreSQL.");
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException silent) {
      return false;
    }
  }

  private static PostgresAddress address(ServerFolder folder, int port) throws IOException {
    return new PostgresAddress(
        "127.0.0.1",
        port,
        "postgres",
        ServerData.USER,
        Objects.requireNonNull(ServerFolder.read(folder.password())),
        folder.socketFits() ? Optional.of(folder.socket().toString()) : Optional.empty(),
        "disable");
  }
}
