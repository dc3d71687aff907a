package dev.darkroom.testing;

import dev.darkroom.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real server in a JVM of its own, on this JVM's class path and with its flags. It ends with
 * this JVM at the latest, however that ends; {@link ShowServers} shows what it said when a test
 * fails.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
  private static final String READY = "Stop it with Ctrl-C.";
  private static final Pattern API = Pattern.compile("API\\s+(http://\\S+)/v1_1/(\\S+)");
  private static final Pattern CREDENTIALS =
      Pattern.compile("(CLOUDINARY_URL=)?(cloudinary://([^:]+):([^@]+)@[^\\s\"]+)");
  private static final Pattern CLUSTER = Pattern.compile("cluster\\s+(\\S+:\\d+)");
  private static final Queue<ServerProcess> ALL = new ConcurrentLinkedQueue<>();

  static {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(ServerProcess::killAll));
  }

  private final Process process;
  private final Path data;
  private final long begun = System.nanoTime();
  private final Queue<String> output = new ConcurrentLinkedQueue<>();
  private final Map<Pattern, Matcher> told = new ConcurrentHashMap<>();
  private final CompletableFuture<Duration> ready = new CompletableFuture<>();

  private ServerProcess(Process process, Path data) {
    this.process = process;
    this.data = data;
  }

  /** Starts a server and waits until it is ready. */
  static ServerProcess start(ServerSetup setup) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command(setup)).redirectErrorStream(true);
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("DARKROOM_") || name.startsWith("CLOUDINARY_"));
      builder.environment().putAll(setup.environment());
      ServerProcess server = new ServerProcess(builder.start(), setup.data());
      ALL.add(server);
      Thread.ofPlatform().daemon().name("server-output").start(server::read);
      server.awaitReady();
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> command(ServerSetup setup) {
    List<String> command = new ArrayList<>(setup.prefix());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(ServerProcess::isOpening)
        .forEach(command::add);
    command.add("-Xmx" + setup.heap());
    command.add("-Ddarkroom.stopWithParent=true");
    command.add("-classpath");
    command.add(classPath(setup.version()));
    command.add(Main.class.getName());
    return command;
  }

  private static boolean isOpening(String argument) {
    return Stream.of("--add-opens", "--add-exports", "--enable-native", "--sun-misc")
        .anyMatch(argument::startsWith);
  }

  /** What the tests are made of is no part of the server. */
  private static String classPath(@Nullable Path version) {
    List<String> entries =
        new ArrayList<>(
            List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)));
    entries.removeIf(entry -> Path.of(entry).endsWith("test-classes"));
    if (version != null) {
      entries.removeIf(entry -> !entry.endsWith(".jar"));
      entries.addFirst(version.toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        note(line);
      }
    } catch (IOException ended) {
      output.add(ended.toString());
    }
    int code = process.onExit().join().exitValue();
    ready.completeExceptionally(new IllegalStateException("it ended with code " + code));
  }

  private void note(String line) {
    for (Pattern pattern : List.of(API, CREDENTIALS, CLUSTER)) {
      Matcher matcher = pattern.matcher(line);
      if (!ready.isDone() && matcher.find()) {
        told.put(pattern, matcher);
      }
    }
    if (line.contains(READY)) {
      ready.complete(Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  private void awaitReady() {
    try {
      ready.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      kill();
      throw new AssertionError(
          "The server did not start, %s:\n%s".formatted(failure.getMessage(), output()), failure);
    } catch (InterruptedException stopped) {
      kill();
      throw new IllegalStateException(stopped);
    }
  }

  /** {@code http://host:port}, what SDKs call the upload prefix. */
  public String prefix() {
    return told.get(API).group(1);
  }

  /** The base of the REST API, the first cloud included. */
  public String api() {
    return prefix() + "/v1_1/" + cloud();
  }

  /** The name of the first cloud. */
  public String cloud() {
    return told.get(API).group(2);
  }

  /** The first cloud's key. */
  public String key() {
    return told.get(CREDENTIALS).group(3);
  }

  /** The first cloud's secret. */
  public String secret() {
    return told.get(CREDENTIALS).group(4);
  }

  /** The line that the server offers for pasting. */
  public String cloudinaryUrl() {
    return told.get(CREDENTIALS).group(2);
  }

  /** Where other nodes meet it. */
  public String cluster() {
    return told.get(CLUSTER).group(1);
  }

  /** How long the start took, the JVM's included. */
  public Duration startTook() {
    return ready.join();
  }

  /** Everything that it has said. */
  public String output() {
    return String.join("\n", output);
  }

  /** Kills it as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    process.toHandle().destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end (SIGTERM); returns how long that took. */
  public Duration terminate() {
    long from = System.nanoTime();
    process.toHandle().destroy();
    awaitEnd();
    return Duration.ofNanos(System.nanoTime() - from);
  }

  /** The process, for who measures it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Its data folder. */
  public Path data() {
    return data;
  }

  /** The exit code of a server that has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** The PostgreSQL servers that run on its data folder. */
  public List<ProcessHandle> postgres() {
    return ProcessHandle.allProcesses()
        .filter(any -> {
          String command = any.info().commandLine().orElse("");
          return command.contains("postgres") && command.contains("-D " + data);
        })
        .toList();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.toHandle().destroyForcibly();
        throw new AssertionError("The server did not end:\n" + output());
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Kills it if it still runs, and waits until its PostgreSQL is gone as well. */
  @Override
  public void close() {
    kill();
    Await.until("PostgreSQL is gone", () -> postgres().isEmpty());
  }

  /** All servers that were started by this JVM, the dead ones included. */
  static List<ServerProcess> all() {
    return List.copyOf(ALL);
  }

  /** Says no more of the servers so far: their test class is over. */
  static void forgetAll() {
    ALL.removeIf(server -> !server.process.isAlive());
  }

  private static void killAll() {
    ALL.forEach(server -> server.process.toHandle().destroyForcibly());
  }

  @Override
  public String toString() {
    return "server " + process.pid() + " on " + data;
  }
}
