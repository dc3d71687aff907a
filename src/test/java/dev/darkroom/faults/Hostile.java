package dev.darkroom.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A receiver that behaves badly, one connection at a time, on a bare socket. */
final class Hostile implements AutoCloseable {
  /** How it treats a connection; whatever it throws ends the connection. */
  @FunctionalInterface
  interface Manner {
    void treat(Visit visit) throws IOException;
  }

  /** Small, so that what it got rid of was nearly all taken by the other side. */
  private static final int SEND_BUFFER = 16 * 1024;

  private final ServerSocket listening;
  private final Manner manner;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();
  private final Queue<Duration> lasted = new ConcurrentLinkedQueue<>();
  private final Queue<String> attempts = new ConcurrentLinkedQueue<>();

  private Hostile(ServerSocket listening, Manner manner) {
    this.listening = listening;
    this.manner = manner;
    threads.execute(this::listen);
  }

  /** Listens on a free port of loopback. */
  static Hostile with(Manner manner) {
    try {
      return on(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()), manner);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Listens on that socket. */
  static Hostile on(ServerSocket socket, Manner manner) {
    return new Hostile(socket, manner);
  }

  int port() {
    return listening.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** How many connections came. */
  int connections() {
    return connections.get();
  }

  /** Bytes that the other side let it write. */
  long written() {
    return written.get();
  }

  /** How long the connections lasted that have ended. */
  List<Duration> lasted() {
    return List.copyOf(lasted);
  }

  /** {@code delivery attempt} of every request that was read. */
  List<String> attempts() {
    return List.copyOf(attempts);
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        socket.setSendBufferSize(SEND_BUFFER);
        int number = connections.incrementAndGet();
        threads.execute(() -> treat(socket, number));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void treat(Socket socket, int number) {
    long from = System.nanoTime();
    try (socket) {
      manner.treat(new Visit(this, socket, number));
    } catch (IOException | UncheckedIOException ended) {
      // The other side hung up, which is what most of these rows are about.
    }
    lasted.add(Duration.ofNanos(System.nanoTime() - from));
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    threads.shutdownNow();
  }

  /** A connection. For one thread. */
  static final class Visit {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    static final String LAST = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private static final int LONGEST_HEAD = 64 * 1024;

    private final Hostile server;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final int number;

    private Visit(Hostile server, Socket socket, int number) throws IOException {
      this.server = server;
      this.socket = socket;
      this.number = number;
      this.in = new BufferedInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }

    /** 1 for the first connection. */
    int number() {
      return number;
    }

    /** Reads a request to its end; returns the head, or null when there is none. */
    @Nullable String request() throws IOException {
      StringBuilder head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n") && head.length() < LONGEST_HEAD) {
        int next = in.read();
        if (next < 0) {
          return null;
        }
        head.append((char) next);
      }
      String text = head.toString();
      in.readNBytes(Integer.parseInt(header(text, "content-length", "0")));
      server.attempts.add(
          header(text, "x-darkroom-delivery", "") + " " + header(text, "x-darkroom-attempt", ""));
      return text;
    }

    static String header(String head, String name, String otherwise) {
      return Arrays.stream(head.split("\r\n", -1))
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse(otherwise);
    }

    void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      server.written.addAndGet(bytes.length);
    }

    /** One byte a second, for ever. */
    void drip() throws IOException {
      while (!socket.isClosed()) {
        write("x");
        Stage.pass(Duration.ofSeconds(1));
      }
    }

    /** Breaks the connection off with a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
