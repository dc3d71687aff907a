package dev.darkroom.bench;

import dev.darkroom.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * BullMQ on a Redis of its own whose every write is on the disk before it is answered, as ours are.
 */
final class BullMq implements Peer {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final String fsync;
  private final PeerProcess redis;
  private final PeerProcess worker;
  private int filled;

  /**
   * Starts both.
   *
   * @param fsync always, or everysec, which loses a second
   */
  BullMq(String base, String fsync) throws IOException {
    this.fsync = fsync;
    String port = Integer.toString(freePort());
    Files.createDirectories(PeerProcess.FOLDER);
    this.redis = redis(port, Files.createTempDirectory("darkroom-redis").toString(), fsync);
    PeerProcess started;
    try {
      started = PeerProcess.node("bullmq.mjs", List.of("bullmq@5", "undici@6"), port, base);
    } catch (IOException failure) {
      redis.close();
      throw failure;
    }
    this.worker = started;
  }

  private static PeerProcess redis(String port, String folder, String fsync) throws IOException {
    return PeerProcess.start(
        "redis-server",
        "Ready to accept connections",
        List.of(
            "redis-server",
            "--port",
            port,
            "--bind",
            "127.0.0.1",
            "--dir",
            folder,
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            fsync,
            "--maxmemory-policy",
            "noeviction"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public String name() {
    return "BullMQ 5, Redis with appendfsync " + fsync;
  }

  @Override
  public void ready(int count) throws IOException {
    filled = count;
    worker.tell("fill " + count);
    Await.until(LONGEST, () -> "filled", () -> worker.said("filled " + count));
    worker.tell("go");
  }

  @Override
  public boolean isDone() {
    return worker.said("done " + filled);
  }

  @Override
  public Used used() {
    return Used.of(worker.handle(), redis.handle());
  }

  @Override
  public void close() {
    worker.close();
    redis.close();
  }
}
