package dev.darkroom.testing;

import dev.darkroom.db.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Nodes of one cluster on one machine that share PostgreSQL and S3, and no folder. */
public final class ClusterSetup {
  private ClusterSetup() {}

  /** So many nodes, on data folders of that name and a number. */
  public static List<ServerSetup> nodes(int count, String name, S3Server s3) {
    List<Integer> ports = freePorts(count);
    String members =
        ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    PostgresAddress database = TestDatabase.freshAddress();
    String url =
        "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
            .formatted(
                database.user(),
                database.password(),
                database.host(),
                database.port(),
                database.database());
    return ports.stream()
        .map(port ->
            ServerSetup.fresh(name + "-" + ports.indexOf(port))
                .with("DARKROOM_DATABASE_URL", url)
                .with("DARKROOM_DATABASE_POOL", "6")
                .with("DARKROOM_BLOBS", s3.url(name))
                .with("AWS_ACCESS_KEY_ID", S3Server.KEY_ID)
                .with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET)
                .with("DARKROOM_CLUSTER_MEMBERS", members)
                .with("DARKROOM_CLUSTER_PORT", port.toString()))
        .toList();
  }

  /** Ports of loopback that nobody listens on. */
  public static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      while (sockets.size() < count) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
