package dev.darkroom.bench;

import dev.darkroom.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The peer for uploads: nginx's own WebDAV PUT, where the machine has it. It keeps a body as a file
 * and does nothing else: no hash, no database, no flush to the disk.
 */
final class Nginx implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final HttpClient client;
  private final int port;

  private Nginx(Path folder, Process process, HttpClient client, int port) {
    this.folder = folder;
    this.process = process;
    this.client = client;
    this.port = port;
  }

  /** Starts one on a folder of its own; empty where there is no nginx. */
  static Optional<Nginx> start(Vertx vertx) throws IOException {
    Path folder = Files.createTempDirectory("darkroom-nginx");
    Files.createDirectories(folder.resolve("files"));
    int port = freePort();
    Path file = folder.resolve("nginx.conf");
    Files.writeString(file, configuration(folder, port));
    try {
      Process process =
          new ProcessBuilder(List.of("nginx", "-p", folder.toString(), "-c", file.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      HttpClientAgent client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(64));
      Await.until("nginx listens", () -> listens(port) || !process.isAlive());
      return process.isAlive()
          ? Optional.of(new Nginx(folder, process, client, port))
          : Optional.empty();
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /** Its processes, for who measures them: the workers count as what PostgreSQL is to us. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Keeps a file. */
  Future<?> put(String name, Buffer file) {
    return client
        .request(HttpMethod.PUT, port, "127.0.0.1", "/" + name)
        .compose(request -> request.send(file))
        .compose(response ->
            response
                .body()
                .map(body -> {
                  if (response.statusCode() >= 300) {
                    throw new IllegalStateException(response.statusCode() + " " + body);
                  }
                  return body;
                }));
  }

  private static String configuration(Path folder, int port) {
    String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
    return user
        + """
        daemon off;
        worker_processes auto;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log warn;
        events { worker_connections 512; }
        http {
          access_log off;
          client_body_temp_path %1$s/incoming;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 127.0.0.1:%2$d;
            root %1$s/files;
            client_max_body_size 100m;
            location / { dav_methods PUT; create_full_put_path on; }
          }
        }
        """
            .formatted(folder, port);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What it kept is gigabytes. */
  @Override
  public void close() throws IOException {
    process.toHandle().destroy();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }
}
